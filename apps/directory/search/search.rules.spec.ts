import { describe, expect, it } from '@jest/globals'
import { Fault, type SearchCriteria } from '@contactpoint/contracts'
import { inOrder, scoreOf, searchFilter } from './search.rules.ts'

const BORN_FROM = '2008-11-24'
const minimum: SearchCriteria = { familyName: 'Smith', dateOfBirth: '2012-06-27' }

const refusal = (criteria: Partial<SearchCriteria>): string => {
  try {
    searchFilter(criteria as SearchCriteria, BORN_FROM)
  } catch (error) {
    return error instanceof Fault ? error.places[0]!.rule : String(error)
  }
  return 'taken'
}

describe('A search needs a family name and a date of birth, or a range of at most a year', () => {
  it('refuses less, and says which', () => {
    expect(refusal({ familyName: 'Smith' })).toBe('isRequired')
    expect(refusal({ familyName: 'Smith', dateOfBirthFrom: '2012-01-01' })).toBe('isRequired')
    expect(refusal({ familyName: 'Smith', dateOfBirthFrom: '2012-01-01', dateOfBirthTo: '2013-01-02' })).toBe(
      'rangeIsAtMostAYear',
    )
    expect(refusal({ familyName: 'Smith', dateOfBirthFrom: '2012-01-02', dateOfBirthTo: '2012-01-01' })).toBe(
      'isNotBeforeFrom',
    )
    expect(refusal({ ...minimum, dateOfBirthFrom: '2012-01-01' })).toBe('eitherDateOrRange')
    expect(refusal({ familyName: 'Smith', dateOfBirthFrom: '2012-01-01', dateOfBirthTo: '2013-01-01' })).toBe('taken')
  })
})

describe('The query for a search', () => {
  it('leaves restricted children out whenever a hidden criterion is named (S25)', () => {
    const hidden = {
      postcode: 'LS1 4AP',
      addressLine: 'High Street',
      schoolUrn: '100000',
      gpPracticeCode: 'A12345',
      carerFamilyName: 'Jones',
      phone: '07700900123',
    }
    for (const [criterion, value] of Object.entries(hidden))
      expect(searchFilter({ ...minimum, [criterion]: value }, BORN_FROM)).toMatchObject({ restricted: false })
  })

  it('finds restricted children by keys of the current name only', () => {
    expect(searchFilter(minimum, BORN_FROM).$or).toEqual([{ restricted: false }, { field: { $in: ['name'] } }])
  })

  it('never reaches a child that is 18 or not visible (S32)', () => {
    const filter = searchFilter(
      { familyName: 'Smith', dateOfBirthFrom: '2008-06-01', dateOfBirthTo: '2009-05-31' },
      BORN_FROM,
    )
    expect(filter).toMatchObject({ visible: true, dateOfBirth: { $gte: BORN_FROM, $lte: '2009-05-31' } })
  })

  it('asks for a name in any order, for its halves, and for a beginning', () => {
    expect(searchFilter({ ...minimum, familyName: "O'Brién-Smith" }, BORN_FROM).family).toEqual({
      $in: ['obriensmith', '~obriensmith', 'obrien', 'smith'],
    })
    expect(searchFilter({ ...minimum, familyName: 'Sm*' }, BORN_FROM).family).toEqual({ $in: [/^sm/, /^~sm/] })
  })
})

describe('Hits', () => {
  const child = (childId: string, family: string, given: string[]) =>
    ({ childId, name: { given, family }, dateOfBirth: '2012-06-27', gender: 'female' }) as const

  it('are ordered by what is visible, then by child id', () => {
    const hits = [
      child('B', 'Smith-Jones', ['Kate']),
      child('C', 'Smith', ['Ann']),
      child('A', 'Smith', ['Ann']),
      child('D', 'Smith', ['Kate']),
    ]
    const criteria = { ...minimum, givenName: 'Kate' }
    expect(inOrder(hits, (hit) => scoreOf(criteria, hit)).map(({ childId }) => childId)).toEqual(['D', 'A', 'C', 'B'])
  })
})
