import { describe, expect, it } from '@jest/globals'
import type { SearchCriteria } from '@contactpoint/contracts'
import { namesByCommunity } from '@contactpoint/testing'
import type { Child, Name } from '../children/children.schema.ts'
import type { SearchKey } from './search.schema.ts'
import { searchKeysOf } from './search-keys.rules.ts'
import { searchFilter } from './search.rules.ts'

const BORN = '2012-06-27'

const keysOf = (name: Name): SearchKey[] => {
  const child: Pick<Child, 'childId' | 'name' | 'dateOfBirth' | 'formerNames' | 'address' | 'carers'> = {
    ...{ childId: 'C1', name, dateOfBirth: BORN, formerNames: [] },
    address: { lines: ['1 Stoke-on-Trent'], postcode: 'LS1 4AP' },
    carers: [{ name, relationship: 'mother', phone: '+44 (0)113 496-0123' }],
  }
  return searchKeysOf(child as Child)
}

/** As the store answers: one of the texts or beginnings asked for. */
const isAmong = ({ $in }: { $in: (string | RegExp)[] }, values: readonly string[]): boolean =>
  $in.some((wanted) => values.some((value) => (typeof wanted === 'string' ? value === wanted : wanted.test(value))))

const finds = (criteria: Partial<SearchCriteria>, keys: SearchKey[]): boolean => {
  const filter = searchFilter({ dateOfBirth: BORN, familyName: 'x', ...criteria }, '2008-01-01')
  const [narrow] = (filter.$and ?? []) as Record<string, { $in: string[] }>[]
  return keys.some(
    (key) =>
      (criteria.familyName === undefined || isAmong(filter.family as { $in: string[] }, [key.family])) &&
      Object.entries(narrow ?? {}).every(([field, asked]) => isAmong(asked, key[field as 'given'])),
  )
}

describe('A child', () => {
  it('of any real name of any community is found by it, as a child’s family or given name and as a carer’s', () => {
    const missed = namesByCommunity().filter(({ name }) => {
      const keys = keysOf({ given: [name], family: name })
      return !(
        finds({ familyName: name }, keys) &&
        finds({ givenName: name }, keys) &&
        finds({ carerFamilyName: name }, keys)
      )
    })
    expect(missed).toEqual([])
  })

  it('has few keys, whatever it is called', () => {
    const most = Math.max(...namesByCommunity().map(({ name }) => keysOf({ given: ['Ann'], family: name }).length))
    expect(most).toBeLessThanOrEqual(12)
  })

  it.each([
    ['Reed-Palin', 'Palin'],
    ['Mueller', 'Müller'],
    ['Mue*', 'Müller'],
    ['Pal*', 'Reed-Palin'],
  ])('searched for as %s is found as %s, by a carer’s name too', (typed, name) => {
    const keys = keysOf({ given: ['Ann'], family: name })
    expect(finds({ familyName: typed }, keys)).toBe(true)
    expect(finds({ carerFamilyName: typed }, keys)).toBe(true)
  })

  it('is found by a phone however it is written, and by an address with or without its hyphens', () => {
    const [key] = keysOf({ given: ['Ann'], family: 'Reed' })
    const asked = (criteria: Partial<SearchCriteria>) =>
      searchFilter({ familyName: 'Reed', dateOfBirth: BORN, ...criteria }, '2008-01-01').$and![0]
    for (const phone of ['0113 496 0123', '(0113) 496-0123', '113.496.0123', '0044 113 4960123'])
      expect(asked({ phone })).toEqual({ phones: key!.phones[0] })
    for (const addressLine of ['stoke on trent', 'Stoke–on–Trent'])
      expect(asked({ addressLine })).toEqual({ addressWords: { $all: key!.addressWords.slice(1) } })
  })

  it.each([
    ['familyName', '\u0301', 'isNameCriterion'],
    ['addressLine', '--', 'hasSomethingToSearchBy'],
    ['phone', '4960123', 'isPhone'],
  ])('is not quietly missed where nothing is left of %s to search by', (field, value, rule) => {
    expect(() => searchFilter({ dateOfBirth: BORN, familyName: 'Reed', [field]: value }, '2008-01-01')).toThrow(
      `criteria.${field} (${rule})`,
    )
  })
})
