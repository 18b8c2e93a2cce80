import { describe, expect, it } from '@jest/globals'
import { CRITERION_VISIBILITY, Fault, type SearchCriteria } from '@contactpoint/contracts'
import { searchFilter } from './search.rules.ts'

const minimum: SearchCriteria = { familyName: 'Smith', dateOfBirth: '2012-06-27' }
const filterOf = (criteria: Partial<SearchCriteria>) => searchFilter({ ...minimum, ...criteria }, '2008-11-24')

/** Of every criterion beyond the minimum something to ask for, and what a key must have. */
const NARROWED = {
  givenName: ['Ka*', { given: { $in: [/^ka/] } }],
  gender: ['female', { gender: 'female' }],
  postcode: ['ls1 4ap', { postcode: 'LS14AP' }],
  addressLine: ['High Street', { addressWords: { $all: ['high', 'street'] } }],
  schoolUrn: ['100000', { schoolUrn: '100000' }],
  gpPracticeCode: ['A12345', { gpPracticeCode: 'A12345' }],
  carerFamilyName: ['Jo*', { carerFamilies: { $in: [/^jo/, /^~jo/] } }],
  phone: ['07700 900 123', { phones: '07700900123' }],
} as const
const criteria = Object.keys(NARROWED) as (keyof typeof NARROWED)[]

describe('The query for a search', () => {
  it('is narrowed by every criterion there is beyond the minimum', () => {
    const needed = ['familyName', 'dateOfBirth', 'dateOfBirthFrom', 'dateOfBirthTo']
    expect([...needed, ...criteria].toSorted()).toEqual(Object.keys(CRITERION_VISIBILITY).toSorted())
    const asked = Object.fromEntries(criteria.map((criterion) => [criterion, NARROWED[criterion][0]]))
    expect(filterOf(asked).$and).toEqual(criteria.map((criterion) => NARROWED[criterion][1]))
  })

  it.each(criteria)('is narrowed by %s as a key has it', (criterion) => {
    const [asked, condition] = NARROWED[criterion]
    expect(filterOf({ [criterion]: asked }).$and).toEqual([condition])
  })

  it('is not narrowed by what is left out', () => {
    expect(filterOf({})).not.toHaveProperty('$and')
    expect(filterOf({ phone: undefined, gender: undefined })).not.toHaveProperty('$and')
  })

  it('finds a given name by its other forms, as a name that is written out', () => {
    const { $in } = (filterOf({ givenName: 'Kate' }).$and as { given: { $in: string[] } }[])[0]!.given
    expect($in).toEqual(expect.arrayContaining(['kate', 'katherine']))
  })

  it.each([
    ['givenName', 'isNameCriterion'],
    ['carerFamilyName', 'isNameCriterion'],
    ['postcode', 'isPostcode'],
    ['phone', 'isPhone'],
    ['addressLine', 'hasSomethingToSearchBy'],
  ])('is refused where nothing is left of %s to search by', (criterion, rule) => {
    const asked = () => filterOf({ [criterion]: '--' })
    expect(asked).toThrow(Fault)
    expect(asked).toThrow(expect.objectContaining({ places: [{ field: `criteria.${criterion}`, rule }] }))
  })
})
