import { describe, expect, it } from '@jest/globals'
import type { AppliedFate, PresentRecord } from '@contactpoint/contracts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import {
  newPage,
  recordsToWithdraw,
  refusalsOf,
  settledPage,
  waitingAgain,
  waitingRows,
  withdrawnPage,
} from './inbox.rules.ts'

const told = (row: number, recordId: string): LocatedOutcome => {
  const record = { recordId, version: '2026-10-01.001' } as PresentRecord
  return { record, row, line: row + 3 }
}
const refusal = { line: 7, recordId: 'R1', field: 'DOB', code: 'not-a-date' }
const refused = { refusal, row: 2, line: 7 }
const fate = (recordId: string, given: Partial<AppliedFate> = {}): AppliedFate => {
  return { recordId, fate: 'created', code: null, ...given }
}
const near = { fate: 'parked', code: 'near-restricted' } as const
const statesOf = (page: ReturnType<typeof newPage>) => [page.state, page.hasRefused]

describe('A page of the inbox', () => {
  it('keeps a record only until the directory has said what became of it, or for a person who must decide', () => {
    const page = newPage('B1', [told(1, 'R1'), refused, told(3, 'R3')], [])
    expect(statesOf(page)).toEqual(['waiting', true])
    expect(waitingRows(page).map(({ row }) => row)).toEqual([1, 3])
    const settled = settledPage(page, [fate('R1'), fate('R3', near)])
    expect(settled.state).toBe('settled')
    expect(settled.rows.map(({ record }) => record !== null)).toEqual([false, false, true])
    expect(settled.rows.map((row) => row.fate)).toEqual(['created', 'refused', 'parked'])
    expect(waitingRows(settled)).toEqual([])
  })

  it('names of a refused row line, field and code, and holds nothing else of it', () => {
    const page = newPage('B1', [refused], [])
    expect(statesOf(page)).toEqual(['settled', true])
    expect(page.recordIds).toEqual([])
    expect(page.rows[0]!.record).toBeNull()
    expect(refusalsOf(page)).toEqual([{ ...refusal, row: 2 }])
  })

  it('refuses a record that stands twice in one file the second time, on whichever page the first was', () => {
    const page = newPage('B1', [told(1, 'R1'), told(2, 'R2'), told(3, 'R2')], ['R1'])
    expect(page.rows.map(({ fate: one, code, record }) => [one, code, record !== null])).toEqual([
      ['refused', 'repeated-in-file', false],
      ['waiting', null, true],
      ['refused', 'repeated-in-file', false],
    ])
    expect(page.recordIds).toEqual(['R2'])
    expect(refusalsOf(page).map(({ line, field }) => [line, field])).toEqual([
      [4, 'recordId'],
      [6, 'recordId'],
    ])
  })

  it('is taken back with all that was delivered of it, and keeps nothing of what it said', () => {
    const page = settledPage(newPage('B1', [told(1, 'R1'), refused, told(3, 'R3')], []), [fate('R1'), fate('R3', near)])
    expect(recordsToWithdraw(page)).toEqual(['R1', 'R3'])
    const withdrawn = withdrawnPage(page, ['removed', 'restored'])
    expect(withdrawn.state).toBe('withdrawn')
    expect(withdrawn.rows.map((row) => row.withdrawn)).toEqual(['removed', null, 'restored'])
    expect(withdrawn.rows.every(({ record }) => record === null)).toBe(true)
    expect(recordsToWithdraw(withdrawn)).toEqual([])
  })

  it('waits again with those rows alone that wait for a person for the reason that is named', () => {
    const page = newPage('B1', [told(1, 'R1'), told(2, 'R2'), told(3, 'R3')], [])
    const cannot = { fate: 'parked', code: 'cannot-be-applied' } as const
    const settled = settledPage(page, [fate('R1'), fate('R2', near), fate('R3', cannot)])
    const { page: waiting, again } = waitingAgain(settled, 'cannot-be-applied')
    expect([again, waiting.state]).toEqual([1, 'waiting'])
    expect(waitingRows(waiting).map(({ row }) => row)).toEqual([3])
    expect(waitingAgain(waiting, 'cannot-be-applied').again).toBe(0)
  })
})
