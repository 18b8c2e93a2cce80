import { describe, expect, it } from '@jest/globals'
import { aTable, children, type Child } from '../engine/builders.ts'

/** How many rows of a table still have a number in the column `case`. */
const numbered = (...rows: readonly Partial<Child>[]): number =>
  children(...rows)
    .columns.find(({ field }) => field.name === 'case')!
    .ids.filter((id) => id !== 0).length

const strangers = (many: number, number: string) =>
  Array.from({ length: many }, (_, i) => ({
    given: `Name${String.fromCharCode(97 + i)}x`,
    born: `2014-03-${String(10 + i)}`,
    case: number,
  }))

describe('A number', () => {
  it.each(['nan', '<NA>', 'NA', '\\N', 'see file', '1234567890'])(
    'that many people have identifies nobody, whatever it is called: %s',
    (value) => {
      expect(numbered(...strangers(6, value), { case: 'KMC-819708' }, { case: 'KMC-819708' })).toBe(2)
    },
  )

  it('that one person has in many rows, with slips, is theirs', () => {
    const rows = Array.from({ length: 12 }, () => ({ case: 'KMC-819708' }))
    expect(numbered(...rows, { case: 'KMC-819708', given: 'Elle' }, { case: 'KMC-819708', born: '2015-04-03' })).toBe(
      14,
    )
  })

  it('that two people share may be one person’s', () => {
    expect(numbered(...strangers(2, 'KMC-819708'))).toBe(2)
  })

  it('that passes its check identifies nobody either when ten have it, and contradicts when a few have', () => {
    const holders = (many: number) => {
      const rows = strangers(many, '').map((child) => ({ ...child, nhs: '9434765919' }))
      const { ids, counts } = children(...rows).columns.find(({ field }) => field.name === 'nhs')!
      return [ids.filter((id) => id !== 0).length, Math.max(...counts)]
    }
    expect(holders(10)).toEqual([0, 0])
    expect(holders(9)).toEqual([9, 9])
  })

  it('of more than ten rows identifies nobody where nothing else tells people apart', () => {
    const ids = (rows: number) =>
      aTable(
        [{ type: 'identifier', name: 'case' }],
        Array.from({ length: rows }, () => ['KMC-819708']),
      ).columns[0]!.ids.every((id) => id === 0)
    expect([ids(10), ids(11)]).toEqual([false, true])
  })
})
