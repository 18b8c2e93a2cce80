import { SHIELD_STATES, type CountedRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ownedRows } from './owners.rules.ts'

/** A row of two parts, each so many fives and what is above them. */
const aPart = fc.record({ fives: fc.nat({ max: 4 }), above: fc.nat({ max: 4 }) })
const aRow = fc.record({ key: fc.constantFrom(...SHIELD_STATES), parts: fc.tuple(aPart, aPart) })
const someRows = fc.uniqueArray(aRow, { selector: ({ key }) => key })
const countOf = ({ fives, above }: { fives: number; above: number }): number => fives * 5 + above
const counted = (all: ReturnType<typeof someRows.generate>['value']): CountedRow[] =>
  all.map(({ key, parts }) => ({ key, counts: parts.map(countOf) }))
const shown = (rows: CountedRow[], roundedTo: number, keys: readonly string[] | null = SHIELD_STATES) =>
  ownedRows(rows, ['on-time', 'overdue'], keys, roundedTo)

describe('what a service has counted', () => {
  it('is told to an auditor as it is', () => {
    const rows = [{ key: 'confirmed', counts: [7, 2] }]
    expect(shown(rows, 1)).toEqual({
      columns: ['on-time', 'overdue'],
      rows: SHIELD_STATES.map((key) => ({ key, values: key === 'confirmed' ? [7, 2] : [0, 0], masked: false })),
      rowsLeftOut: 0,
    })
  })

  it('is told to a manager in steps of five, and not where there are one to four', () => {
    const { rows } = shown([{ key: 'confirmed', counts: [7, 4] }, { key: 'placed', counts: [0, 3] }], 5) // prettier-ignore
    expect(rows.find(({ key }) => key === 'confirmed')).toEqual({ key: 'confirmed', values: [5, null], masked: true })
    expect(rows.find(({ key }) => key === 'placed')).toEqual({ key: 'placed', values: [0, null], masked: true })
  })

  it('is the same to a manager for all numbers that are masked or rounded to the same, so that none can be worked out', () => {
    fc.assert(
      fc.property(someRows, fc.infiniteStream(fc.nat({ max: 3 })), (all, others) => {
        // Nothing stays nothing, and what is masked stays so.
        const otherwise = ({ fives, above }: { fives: number; above: number }) => {
          if (fives === 0) return { fives, above: above === 0 ? 0 : 1 + others.next().value! }
          return { fives, above: others.next().value! }
        }
        const changed = all.map(({ key, parts: [one, other] }) => {
          return { key, parts: [otherwise(one), otherwise(other)] as [typeof one, typeof other] }
        })
        expect(shown(counted(changed), 5)).toEqual(shown(counted(all), 5))
      }),
    )
  })

  it('is to a manager never more than there is, and no number that is no multiple of five', () => {
    fc.assert(
      fc.property(someRows, (all) => {
        const exact = shown(counted(all), 1).rows
        shown(counted(all), 5).rows.forEach(({ values }, n) =>
          values.forEach((value, column) => {
            const there = exact[n]!.values[column]!
            expect(value === null ? there > 0 : value % 5 === 0 && value <= there).toBe(true)
          }),
        )
      }),
    )
  })

  it('has rows that were not thought of in the order of their size, and says how many are left out', () => {
    const many = Array.from({ length: 800 }, (_, n) => ({ key: `${n}`, counts: [n + 1, 0] }))
    const { rows, rowsLeftOut } = shown([{ key: null, counts: [2_000, 1] }, ...many], 1, null)
    expect([rows.length, rowsLeftOut, rows[0], rows[1]!.key]).toEqual([
      ...[744, 57, { key: null, values: [2_000, 1], masked: false }, '799'],
    ])
  })
})
