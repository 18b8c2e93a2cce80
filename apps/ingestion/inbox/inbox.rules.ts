import type { AppliedFate, ReportedRefusal } from '@contactpoint/contracts'
import type { Batch } from '../batches/batches.schema.ts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import type { InboxRow } from './inbox.schema.ts'

/** Rows of a report that are named one by one. */
export const MOST_REFUSALS = 1_000

export function toInboxRow({ _id: batchId, source }: Pick<Batch, '_id' | 'source'>, located: LocatedOutcome): InboxRow {
  const { row, line, record, refusal } = located
  const base = { _id: `${batchId}:${row}`, batchId, source, row, line, withdrawn: null }
  if (record) {
    const { recordId, version } = record
    return { ...base, recordId, version, record, fate: 'waiting', field: null, code: null }
  }
  const { recordId, field, code } = refusal
  return { ...base, recordId, version: null, record: null, fate: 'refused', field, code }
}

/** A record that was in this file already. */
export function toRepeated(row: InboxRow): InboxRow {
  return { ...row, version: null, record: null, fate: 'refused', field: 'recordId', code: 'repeated-in-file' }
}

export function toRefusal({ row, line, recordId, field, code }: InboxRow): ReportedRefusal {
  return { row, line, recordId, field: field ?? '', code: code ?? '' }
}

/** What is written when the directory has said what became of a row. The record is kept only for a person to decide on. */
export function fateChange({ fate, code }: AppliedFate): Partial<InboxRow> {
  return { fate, code, ...(fate !== 'parked' && { record: null }) }
}
