import { describe, expect, it } from '@jest/globals'
import { namesByCommunity } from '@contactpoint/testing'
import { validateSync } from 'class-validator'
import { PersonName } from './person-name.ts'
import { today } from './rules.ts'
import { CRITERION_VISIBILITY, namesHidden, SearchCriteria } from './directory/search-criteria.ts'

it('Today is the day in England, whatever the clock says elsewhere', () => {
  expect(today(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01')
  expect(today(new Date('2026-12-31T23:30:00Z'))).toBe('2026-12-31')
})

describe('A criterion in which nothing is left to search by', () => {
  const complaints = (given: object): Record<string, string[]> => {
    const criteria = Object.assign(new SearchCriteria(), { familyName: 'Smith', ...given })
    return Object.fromEntries(
      validateSync(criteria).map(({ property, constraints }) => [property, Object.keys(constraints!)]),
    )
  }

  it.each([
    ['a name of one accent', { familyName: '\u0301' }, { familyName: ['isNameCriterion'] }],
    ['a wildcard behind one letter', { givenName: 'a.*' }, { givenName: ['isNameCriterion'] }],
    ['a wildcard behind an apostrophe', { carerFamilyName: 'O’*' }, { carerFamilyName: ['isNameCriterion'] }],
    ['an address of hyphens', { addressLine: '--' }, { addressLine: ['hasSomethingToSearchBy'] }],
    ['a phone without digits', { phone: '--------' }, { phone: ['isPhone'] }],
    ['a phone without its area', { phone: '4960123' }, { phone: ['isPhone'] }],
  ])('is refused by its name: %s', (_what, given, expected) => {
    expect(complaints(given)).toEqual(expected)
  })

  it('is no real name of any community, whether it is sent or searched for', () => {
    const refused = namesByCommunity().filter(({ name }) => {
      const sent = Object.assign(new PersonName(), { given: [name], family: name })
      return validateSync(sent).length > 0 || 'familyName' in complaints({ familyName: name })
    })
    expect(refused).toEqual([])
  })

  it('is told from one that only looks odd', () => {
    const odd = { familyName: '\t O`Brien ', givenName: 'Jo-*', addressLine: '1-', phone: '(0113) 496-0123' }
    expect(complaints(odd)).toEqual({})
  })
})

describe('A search', () => {
  it('names something hidden exactly when one of its criteria is hidden by a shield (S25)', () => {
    const visible = { familyName: 'Smith', dateOfBirth: '2012-01-01', givenName: 'A', gender: 'female' as const }
    expect(namesHidden(visible)).toBe(false)
    for (const [criterion, visibility] of Object.entries(CRITERION_VISIBILITY))
      if (visibility === 'hidden') expect(namesHidden({ ...visible, [criterion]: 'anything' })).toBe(true)
  })

  it('that names a criterion nobody has classed counts as naming something hidden', () => {
    expect(namesHidden({ familyName: 'Smith', shoeSize: '4' } as never)).toBe(true)
  })
})
