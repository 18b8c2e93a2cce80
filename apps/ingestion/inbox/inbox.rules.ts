import type { AppliedFate, AppliedRow, Fate, ReportedRefusal, WithdrawnFate } from '@contactpoint/contracts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import type { InboxPage, InboxRow } from './inbox.schema.ts'

/** Rows of a report that are named one by one. */
export const MOST_REFUSALS = 1_000

const DELIVERED: readonly Fate[] = ['created', 'updated', 'unchanged', 'parked']

/** A page of rows that just came. @param taken records of which rows before these have spoken */
export function newPage(batchId: string, outcomes: readonly LocatedOutcome[], taken: readonly string[]): InboxPage {
  const seen = new Set(taken)
  const rows = outcomes.map((outcome) => {
    const row = toInboxRow(outcome)
    if (row.record === null) return row
    const isRepeated = seen.has(row.recordId!)
    seen.add(row.recordId!)
    return isRepeated ? toRepeated(row) : row
  })
  const first = rows[0]!.row
  const recordIds = rows.flatMap(({ record, recordId }) => (record ? recordId! : []))
  return { _id: `${batchId}:${first}`, batchId, first, ...stateOf(rows), rows, recordIds }
}

function toInboxRow({ row, line, record, refusal }: LocatedOutcome): InboxRow {
  const base = { row, line, withdrawn: null }
  if (record) return { ...base, recordId: record.recordId, record, fate: 'waiting', field: null, code: null }
  const { recordId, field, code } = refusal
  return { ...base, recordId, record: null, fate: 'refused', field, code }
}

/** A record that was in this file already. */
function toRepeated(row: InboxRow): InboxRow {
  return { ...row, record: null, fate: 'refused', field: 'recordId', code: 'repeated-in-file' }
}

function stateOf(rows: readonly InboxRow[]): Pick<InboxPage, 'state' | 'hasRefused'> {
  const isOne = (fate: Fate): boolean => rows.some((row) => row.fate === fate)
  const isTakenBack = !rows.some(isToWithdraw) && rows.some(({ withdrawn }) => withdrawn !== null)
  return { state: isOne('waiting') ? 'waiting' : isTakenBack ? 'withdrawn' : 'settled', hasRefused: isOne('refused') }
}

/** A page with other rows. */
export function pageWith(page: InboxPage, rows: InboxRow[]): InboxPage {
  return { ...page, ...stateOf(rows), rows }
}

/** Rows that wait for the directory. */
export function waitingRows({ rows }: InboxPage): AppliedRow[] {
  return rows.flatMap(({ row, line, record, fate }) => (fate === 'waiting' ? [{ row, line, record: record! }] : []))
}

/** A page of which all rows have their fates. A record is kept only for a person to decide on. @param fates of those that waited, in their order */
export function settledPage(page: InboxPage, fates: readonly AppliedFate[]): InboxPage {
  let next = 0
  const rows = page.rows.map((one): InboxRow => {
    if (one.fate !== 'waiting') return one
    const { fate, code } = fates[next++]!
    return { ...one, fate, code, record: fate === 'parked' ? one.record : null }
  })
  return pageWith(page, rows)
}

/** Records of a page that are to be taken back. */
export function recordsToWithdraw({ rows }: InboxPage): string[] {
  return rows.filter(isToWithdraw).map(({ recordId }) => recordId!)
}

/** A page of which all records are taken back. What its rows said is kept no longer. */
export function withdrawnPage(page: InboxPage, fates: readonly WithdrawnFate[]): InboxPage {
  let next = 0
  const rows = page.rows.map((one) => (isToWithdraw(one) ? { ...one, withdrawn: fates[next++]!, record: null } : one))
  return { ...pageWith(page, rows), state: 'withdrawn' }
}

function isToWithdraw({ fate, withdrawn }: InboxRow): boolean {
  return withdrawn === null && DELIVERED.includes(fate)
}

/** A page with the rows that wait for a person for this reason waiting for the directory again, and how many they are. */
export function waitingAgain(page: InboxPage, code: string): { page: InboxPage; again: number } {
  const isOne = (row: InboxRow): boolean => row.fate === 'parked' && row.code === code && row.withdrawn === null
  const rows = page.rows.map((row): InboxRow => (isOne(row) ? { ...row, fate: 'waiting', code: null } : row))
  return { page: pageWith(page, rows), again: page.rows.filter(isOne).length }
}

export function refusalsOf({ rows }: Pick<InboxPage, 'rows'>): ReportedRefusal[] {
  const refused = rows.filter(({ fate }) => fate === 'refused')
  return refused.map(({ row, line, recordId, field, code }) => {
    return { row, line, recordId, field: field ?? '', code: code ?? '' }
  })
}
