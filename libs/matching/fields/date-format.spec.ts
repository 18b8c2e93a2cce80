import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { dateFromParts, readDate } from './date-format.ts'

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
