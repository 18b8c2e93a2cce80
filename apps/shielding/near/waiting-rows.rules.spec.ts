import { Fault, isSameRow, ROW_DECISIONS, type DecideWaitingRow, type RowId } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { outcomeOf, rowDecisionAsked, rowDecisionTaken, rowsNamed } from './waiting-rows.rules.ts'

const ask = (more?: RowId[]): DecideWaitingRow => ({
  ...{ childId: 'KLJ6G4D4VGLR', source: 'pds', batchId: 'b-1', row: 4, decision: 'take', code: 'school-confirms' },
  ...(more && { more }),
})
const rowIds = fc.record({
  source: fc.constantFrom('pds' as const, 'births' as const),
  batchId: fc.constantFrom('b-1', 'b-2'),
  row: fc.integer({ min: 1, max: 5 }),
})

describe('The rows of a question', () => {
  it('are the one that it always names, and then the others, each once and nothing but what names them', () => {
    expect(rowsNamed(ask())).toEqual([{ source: 'pds', batchId: 'b-1', row: 4 }])
    fc.assert(
      fc.property(fc.array(rowIds, { maxLength: 49 }), (more) => {
        const rows = rowsNamed(ask(more))
        expect(rows[0]).toEqual({ source: 'pds', batchId: 'b-1', row: 4 })
        expect(more.every((one) => rows.some((row) => isSameRow(row, one)))).toBe(true)
        expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
      }),
    )
  })

  it('are told apart by feed, delivery and number', () => {
    const [row] = rowsNamed(ask())
    expect(isSameRow(row!, { ...row! })).toBe(true)
    for (const other of [{ source: 'births' as const }, { batchId: 'b-2' }, { row: 5 }])
      expect(isSameRow(row!, { ...row!, ...other })).toBe(false)
  })
})

describe('A decision about a row', () => {
  it('is an entry that says of which feed it is, what was decided and how that is known, and shows nothing', () => {
    for (const decision of ROW_DECISIONS)
      expect(rowDecisionAsked({ source: 'births', batchId: 'b-2', row: 1 }, { ...ask(), decision })).toEqual({
        action: 'row-decision',
        reason: null,
        particulars: { source: 'births', decision, code: 'school-confirms' },
      })
    const stance = { childId: 'KLJ6G4D4VGLR', version: 2, view: 'visible', isSealed: false } as const
    expect(rowDecisionTaken(stance)).toEqual({
      ...{ content: true, outcome: 'done', stances: [stance] },
      children: [{ childId: 'KLJ6G4D4VGLR', shown: 'nothing' }],
    })
  })

  it('that fails among several is named, and what is no answer about a row is thrown on', () => {
    const faults = [Fault.notFound(), new Fault('conflict', 'x'), Fault.unavailable('directory')]
    expect(faults.map(outcomeOf)).toEqual(['gone', 'only-left', 'open'])
    for (const error of [Fault.overBudget(), new Error('a fault of ours')])
      expect(() => outcomeOf(error)).toThrow(error)
  })
})
