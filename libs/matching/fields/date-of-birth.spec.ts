import { describe, expect, it } from '@jest/globals'
import { dateOfBirth } from './date-of-birth.ts'
import { levelBetween } from './level-between.ts'

const keysOf = (text: string) =>
  Object.fromEntries(dateOfBirth.blockingKeys.map((key) => [key.name, key.of(dateOfBirth.prepare(text)!)]))

describe('dates of birth', () => {
  it.each([
    ['2015-03-02', '20150302', 'exact'],
    ['2015/03/02', '2015-03-02T00:00:00Z', 'exact'],
    ['1998/2/5', '1998-02-05', 'exact'],
    ['2015-03-02', '2015-02-03', 'swapped'],
    ['2015-03-02', '2015-03-12', 'digit'],
    ['2015-03-12', '2015-03-21', 'digit'],
    ['1999-11-22', '1909-11-22', 'digit'],
    ['1770-81-01', '1770-01-01', 'digit'],
    ['1977-01-01', '1977-08-23', 'first-of-january'],
    ['1977-00-00', '1977-08-23', 'first-of-january'],
    ['1977', '1977-08-23', 'first-of-january'],
    ['2015-03-02', '2015-03-19', 'two-parts'],
    ['2015-03-02', '2015-11-02', 'two-parts'],
    ['2015-03-02', '1987-03-02', 'two-parts'],
    ['2015-03-00', '2015-03-19', 'two-parts'],
    ['2015-03-02', '2015-04-12', 'two-digits'],
    ['2015-03-02', '2015-11-27', 'same-year'],
    ['2015-03-00', '2015-08-00', 'same-year'],
    ['2015-03-02', '1987-11-27', 'different'],
    ['1977-01-01', '1984-08-23', 'different'],
    ['1977-00-00', '1984-00-00', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(dateOfBirth, a, b)).toBe(level)
  })

  it.each([
    '',
    'unknown',
    '0001-01-01',
    '00000000',
    '0000-00-00',
    '9999-12-31',
    '99999999',
    '02/03/2015',
    '2015-03-02x',
  ])('“%s” is no date', (text) => {
    expect(dateOfBirth.prepare(text)).toBeNull()
  })

  it.each(['1900-01-01', '1111-11-11', '1770-81-01'])('%s is kept, though it is odd', (text) => {
    expect(dateOfBirth.prepare(text)).toBe(text.replaceAll('-', ''))
  })

  it('is blocked by every two of its parts, and finds day and month exchanged', () => {
    expect(keysOf('2015-03-02')).toEqual({
      exact: ['20150302'],
      'exact-or-swapped': ['2015-02-03'],
      'year-month': ['2015-03'],
      'year-day': ['2015-02'],
      'month-day': ['03-02'],
      year: ['2015'],
    })
    expect(keysOf('2015-02-03')['exact-or-swapped']).toEqual(['2015-02-03'])
  })

  it('is not blocked by a part that nobody knows', () => {
    expect(keysOf('2015-03-00')).toEqual({
      exact: [],
      'exact-or-swapped': [],
      'year-month': ['2015-03'],
      'year-day': [],
      'month-day': [],
      year: ['2015'],
    })
  })
})
