import { describe, expect, it } from '@jest/globals'
import { englishDay, englishTime } from '@contactpoint/text'
import fc from 'fast-check'
import { dateFromParts, readDate, readDay } from './date-format.ts'
import { dateOfBirth } from './date-of-birth.ts'

describe('reading a date in a format', () => {
  it.each([
    ['20150302', 'YYYYMMDD', '2015-03-02'],
    ['02/03/2015', 'DD/MM/YYYY', '2015-03-02'],
    ['2015-03-02', 'YYYY-MM-DD', '2015-03-02'],
    ['2/3/2015', 'D/M/YYYY', '2015-03-02'],
    ['12/11/2015', 'D/M/YYYY', '2015-11-12'],
    ['02-03-2015', 'DD-MM-YYYY', '2015-03-02'],
    ['03/02/2015', 'MM/DD/YYYY', '2015-03-02'],
    ['2.3.15', 'D.M.YY', '2015-03-02'],
    ['2.3.76', 'D.M.YY', '1976-03-02'],
    [' 2015-03-02 ', 'YYYY-MM-DD', '2015-03-02'],
    ['02/03/2015 00:00:00', 'DD/MM/YYYY', '2015-03-02'],
    ['2015-03-02T00:00:00.000Z', 'YYYY-MM-DD', '2015-03-02'],
    ['1770-81-01', 'YYYY-MM-DD', '1770-81-01'],
  ])('%s in %s is %s', (text, format, date) => {
    expect(readDate(text, format)).toBe(date)
  })

  it.each([
    ['2015-03-02', 'DD/MM/YYYY'],
    ['2/3/2015', 'DD/MM/YYYY'],
    ['2.3.2015', 'D/M/YYYY'],
    ['2x3x15', 'D.M.YY'],
    ['20150302', 'YYYY-MM-DD'],
    ['020302015', 'YYYYMMDD'],
    ['', 'YYYY-MM-DD'],
    ['2015-03-02 or so', 'YYYY-MM-DD'],
  ])('%s has not the form %s', (text, format) => {
    expect(readDate(text, format)).toBeNull()
  })

  it.each(['YYYY-MM', 'DD/DD/YYYY', '', 'year', 'DD/MM/YYYY YYYY'])('%s is no format', (format) => {
    expect(() => readDate('2015-03-02', format)).toThrow(RangeError)
  })

  it('takes every day as it was written, whatever stands between', () => {
    const separator = fc.constantFrom('/', '-', '.', ' ', '|', '[', '\\')
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, separator, (date, between) => {
        const iso = date.toISOString().slice(0, 10)
        const text = iso.split('-').reverse().join(between)
        expect(readDate(text, ['DD', 'MM', 'YYYY'].join(between))).toBe(iso)
      }),
    )
  })
})

describe('a date with a time and a zone', () => {
  it.each([
    ['2015-06-14T23:00:00.000Z', '2015-06-15'],
    ['2015-06-14 23:00:00+00', '2015-06-15'],
    ['2015-01-14T00:00:00.000Z', '2015-01-14'],
    ['2015-06-14T00:00:00Z', '2015-06-14'],
    ['2015-06-15T00:00:00+01:00', '2015-06-15'],
    ['2015-06-15T00:00:00+0200', '2015-06-15'],
    ['1969-12-31T23:00:00Z', '1970-01-01'],
    ['2015-06-14T12:00:00Z', '2015-06-14'],
    ['2015-06-14T05:00:00Z', '2015-06-14'],
    ['2015-06-14T09:41:07Z', '2015-06-14'],
    ['2015-06-14T23:00:00', '2015-06-14'],
  ])('%s is certainly the day %s in England', (text, day) => {
    expect(readDay(text, 'YYYY-MM-DD')).toEqual({ day, isDoubtful: false })
    expect(dateOfBirth.prepare(text)).toBe(day.replaceAll('-', ''))
  })

  it.each(['2015-06-14T22:00:00Z', '2015-01-14T23:00:00.000Z', '2015-06-14T18:30:00Z'])(
    '%s may be midnight elsewhere, a day later, and is doubtful',
    (text) => {
      expect(readDay(text, 'YYYY-MM-DD')).toMatchObject({ isDoubtful: true })
    },
  )

  it('that is no time is no date', () => {
    expect(readDay('2015-06-14T25:00:00Z', 'YYYY-MM-DD')).toBeNull()
  })

  it('is read in any format', () => {
    expect(readDay('14/06/2015 23:00:00Z', 'DD/MM/YYYY')?.day).toBe('2015-06-15')
  })

  it('is never a day early: every midnight in England of seventy years is its own day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10)
          const midnights = [0, 1].map((hours) => new Date(Date.parse(`${day}T00:00:00Z`) - hours * 3_600_000))
          const [midnight] = midnights.filter((one) => englishDay(one) === day && englishTime(one) === '00:00:00')
          expect(readDay(midnight!.toISOString(), 'YYYY-MM-DD')).toEqual({ day, isDoubtful: false })
        },
      ),
    )
  })
})

describe('a date in three columns', () => {
  it.each([
    [{ year: '1967', month: '9', day: '27' }, '1967-09-27'],
    [{ year: ' 2015 ', month: '03', day: '2' }, '2015-03-02'],
    [{ year: '15', month: '3', day: '2' }, '2015-03-02'],
    [{ year: '1967', month: '', day: '' }, '1967-00-00'],
    [{ year: '', month: '9', day: '27' }, null],
    [{ year: '1967', month: 'Sept', day: '27' }, null],
    [{ year: '1967', month: '9', day: '271' }, null],
  ])('%j is %s', (parts, date) => {
    expect(dateFromParts(parts)).toBe(date)
  })
})
