import { describe, expect, it } from '@jest/globals'
import type { ListColumns } from '@contactpoint/matching'
import { doubtfulColumns, missingColumns, rowTexts } from './columns.rules.ts'

const LIST: ListColumns = {
  id: 'id',
  sources: [
    { kind: 'text', columns: ['surname'] },
    { kind: 'text', columns: ['number', 'street'] },
    { kind: 'date', column: 'dob', format: 'DD/MM/YYYY' },
    { kind: 'date-parts', day: 'd', month: 'm', year: 'y' },
  ],
}
const HEADER = ['street', 'number', 'id', 'surname', 'dob', 'y', 'm', 'd', 'unused']

describe('columns of a list', () => {
  it('are found by name, wherever they stand', () => {
    const texts = rowTexts(LIST, HEADER)
    const cells = ['High Street', '7', 'r1', 'Ahmed', '09/11/2014', '2014', '2', '3', 'x']
    expect(texts.id(cells)).toBe('r1')
    expect(texts.texts(cells)).toEqual(['Ahmed', '7 High Street', '2014-11-09', '2014-02-03'])
  })

  it('are joined without a space where one of them is empty', () => {
    const texts = rowTexts(LIST, HEADER)
    expect(texts.texts(['High Street', '', 'r1', '', '', '', '', '', ''])).toEqual(['', 'High Street', '', ''])
  })

  it('that are missing or there twice are told', () => {
    expect(missingColumns(LIST, ['id', 'surname', 'dob', 'd', 'm', 'y'])).toEqual(['number', 'street'])
    expect(doubtfulColumns(LIST, [...HEADER, 'dob', 'unused'])).toEqual(['dob'])
  })

  it.each([
    ['09/11/2014', '2014-11-09'],
    ['9/1/2014', '2014-01-09'],
    ['2014-11-09', '2014-11-09'],
    ['2014', '2014'],
    ['November 2014', ''],
    ['', ''],
  ])('have dates in their format, or beyond doubt: %p', (text, date) => {
    const [, , read] = rowTexts(LIST, HEADER).texts(['', '', 'r1', '', text, '', '', '', ''])
    expect(read).toBe(date)
  })

  it('count the dates that could not be read, each time one occurs', () => {
    const texts = rowTexts(LIST, HEADER)
    for (const dob of ['1/2/2014', '13 May', '13 May', '']) texts.texts(['', '', 'r', '', dob, '', '', '', ''])
    expect(texts.oddDates()).toEqual([{ column: 'dob', unread: 2, doubtful: 0, rows: 3 }])
  })

  it('take a time with a zone for the day in England, and count those that may be meant for the day after', () => {
    const texts = rowTexts(LIST, HEADER)
    const days = ['14/06/2015 23:00:00Z', '14/06/2015 22:00:00Z', '14/06/2015'].map(
      (dob) => texts.texts(['', '', 'r', '', dob, '', '', '', ''])[2],
    )
    expect(days).toEqual(['2015-06-15', '2015-06-14', '2015-06-14'])
    expect(texts.oddDates()).toEqual([{ column: 'dob', unread: 0, doubtful: 1, rows: 3 }])
  })
})
