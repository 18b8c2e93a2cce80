import { describe, expect, it } from '@jest/globals'
import type { Meant } from '../children/parts.service.ts'
import { toRow, type RowToApply } from './linking.rules.ts'
import { firstOfEach, type KnownOfRow, type Plan } from './many-rows.rules.ts'

const rowOf = (recordId: string): RowToApply => {
  const record = { kind: 'moved' as const, recordId, version: '1', asOf: '2026-10-01' } as never
  return toRow('births', 'b-1', { row: 1, line: 1, record })
}
const about = (...childIds: string[]): KnownOfRow => {
  const candidates = childIds.map((childId) => ({ record: { childId }, child: { childId } }) as Meant)
  return { link: null, candidates, keys: [], decided: null, records: new Map(), authority: null }
}
const planned = (row: RowToApply): Plan => ({ row }) as Plan

describe('Rows that are applied together', () => {
  const rows = ['R1', 'R2', 'R3', 'R4'].map(rowOf)

  it('are the first about each child', () => {
    const known = [about('A'), about('B'), about('A'), about('C')]
    expect(firstOfEach(rows, rows.map(planned), known).map(({ row }) => row)).toEqual([rows[0], rows[1], rows[3]])
  })

  it('are the first with each key', () => {
    const known = [['a'], ['b', 'c'], ['c'], ['d', 'a']].map((keys) => ({ ...about(), keys }))
    expect(firstOfEach(rows, rows.map(planned), known).map(({ row }) => row)).toEqual([rows[0], rows[1]])
  })

  it('do not overtake one that is looked at alone, nor one that waits for that', () => {
    const known = [about('A'), about('A', 'B'), about('B'), about('C')]
    const plans = rows.map((row, n) => (n === 0 ? null : planned(row)))
    expect(firstOfEach(rows, plans, known).map(({ row }) => row)).toEqual([rows[3]])
  })
})
