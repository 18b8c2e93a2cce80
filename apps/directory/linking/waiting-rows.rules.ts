import { toldMore, type Telling } from '../children/said.rules.ts'
import { parkedLink, type RowToApply } from './linking.rules.ts'
import type { SourceRecord, WaitingRow } from './linking.schema.ts'

/** The record that is written with a row that waits for officers: those that wait already are kept beneath it. */
export function waitingLink(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string,
  code: string,
  time: Date,
): SourceRecord {
  const link = parkedLink(row, before, childId, code, time)
  // What a steward was asked of may be of somebody else.
  const waits = before?.question === null ? rowsWaiting(before) : []
  return { ...link, waiting: asWaiting(toldMore(waits, link.waiting!)) }
}

/** The rows of a record that wait, the newest last. */
export function rowsWaiting({ waiting }: SourceRecord): Telling[] {
  return waiting ? [...(waiting.earlier ?? []), onlyLast(waiting)] : []
}

/** The last of them: it is what is decided about. */
export function onlyLast({ earlier: _earlier, ...last }: WaitingRow): Telling {
  return last
}

/** Null: none waits. @param rows the newest last */
export function asWaiting(rows: readonly Telling[]): WaitingRow | null {
  const [last, earlier] = [rows.at(-1), rows.slice(0, -1)]
  return last ? { ...last, ...(earlier.length > 0 && { earlier }) } : null
}
