import { describe, expect, it } from '@jest/globals'
import { Fault, type SearchCriteria } from '@contactpoint/contracts'
import fc from 'fast-check'
import { KEY_VISIBILITY } from './key-visibility.rules.ts'
import { inOrder, scoreOf, searchFilter } from './search.rules.ts'

const BORN_FROM = '2008-11-24'
const name = { familyName: 'Smith' }
const minimum: SearchCriteria = { ...name, dateOfBirth: '2012-06-27' }

const refusal = (criteria: Partial<SearchCriteria>): string => {
  try {
    searchFilter(criteria as SearchCriteria, BORN_FROM)
  } catch (error) {
    if (error instanceof Fault) return error.places.map(({ field, rule }) => `${field} ${rule}`).join()
    throw error
  }
  return 'taken'
}

describe('A search needs a family name and a date of birth, or a range of at most a year', () => {
  const range = (dateOfBirthFrom: string, dateOfBirthTo: string) => ({ ...name, dateOfBirthFrom, dateOfBirthTo })

  it.each<[string, Partial<SearchCriteria>, string]>([
    ['no date at all', name, 'dateOfBirth isRequired'],
    ['an end alone', { ...name, dateOfBirthTo: '2012-01-01' }, 'dateOfBirth isRequired'],
    ['a beginning alone', { ...name, dateOfBirthFrom: '2012-01-01' }, 'dateOfBirthTo isRequired'],
    ['more than a year', range('2012-01-01', '2013-01-02'), 'dateOfBirthTo rangeIsAtMostAYear'],
    ['an end before the beginning', range('2012-01-02', '2012-01-01'), 'dateOfBirthTo isNotBeforeFrom'],
    ['a day and a beginning', { ...minimum, dateOfBirthFrom: '2012-01-01' }, 'dateOfBirth eitherDateOrRange'],
    ['a day and an end', { ...minimum, dateOfBirthTo: '2012-12-31' }, 'dateOfBirth eitherDateOrRange'],
  ])('refuses %s, and says which', (_what, criteria, rule) => {
    expect(refusal(criteria)).toBe(`criteria.${rule}`)
  })

  it('takes a day, a range of one day and one of a whole year', () => {
    for (const criteria of [minimum, range('2012-01-01', '2012-01-01'), range('2012-01-01', '2013-01-01')])
      expect(refusal(criteria)).toBe('taken')
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
    expect(KEY_VISIBILITY).toEqual({ name: 'visible', 'former-name': 'hidden' })
  })

  it('never reaches a child that is 18 or not visible (S32)', () => {
    const filter = searchFilter(
      { familyName: 'Smith', dateOfBirthFrom: '2008-06-01', dateOfBirthTo: '2009-05-31' },
      BORN_FROM,
    )
    expect(filter).toMatchObject({ visible: true, dateOfBirth: { $gte: BORN_FROM, $lte: '2009-05-31' } })
  })

  it('is for the day or the days that were asked for', () => {
    const days = { dateOfBirthFrom: '2012-06-01', dateOfBirthTo: '2012-06-30' }
    const born = (criteria: Partial<SearchCriteria>) => searchFilter({ ...name, ...criteria }, BORN_FROM).dateOfBirth
    expect(born(minimum)).toEqual({ $gte: '2012-06-27', $lte: '2012-06-27' })
    expect(born(days)).toEqual({ $gte: '2012-06-01', $lte: '2012-06-30' })
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

  it('are ordered alike in whatever order they are found, each once', () => {
    const hits = ['A', 'B', 'C', 'D'].map((childId) => child(childId, 'Smith', ['Ann']))
    const order = fc.shuffledSubarray(hits, { minLength: hits.length })
    fc.assert(
      fc.property(order, (found) =>
        expect(inOrder(found, ({ childId }) => Number(childId === 'C'))).toEqual(
          ['C', 'A', 'B', 'D'].map((id) => hits.find(({ childId }) => childId === id)),
        ),
      ),
    )
  })

  it('are no better or worse for their given names when none is asked for', () => {
    for (const given of [['Ann'], ['Kate', 'Ann'], []])
      expect(scoreOf(minimum, child('A', 'Smith', given))).toBe(scoreOf(minimum, child('B', 'Smith', ['Kate'])))
  })

  it('are better by the first given name than by another, and by another than by none, however it is written', () => {
    const score = (...given: string[]) => scoreOf({ ...minimum, givenName: 'KÁTE' }, child('A', 'Smith', given))
    expect(score('Kate', 'Ann')).toBeGreaterThan(score('Ann', 'Rose', 'Kate'))
    expect(score('Ann', 'Rose', 'Kate')).toBeGreaterThan(score('Ann'))
  })

  it('are better by the whole family name than by anything of the given one', () => {
    const score = (family: string, given: string) =>
      scoreOf({ ...minimum, givenName: 'Kate' }, child('A', family, [given]))
    expect(score('Smith', 'Ann')).toBeGreaterThan(score('Smith-Jones', 'Kate'))
  })
})
