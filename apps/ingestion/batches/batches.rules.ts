import {
  type BatchReport,
  type BatchState,
  type BatchTally,
  type Fate,
  type ListedBatch,
  type PreviewItem,
  type ReportedRefusal,
  type WithdrawnFate,
} from '@contactpoint/contracts'
import type { Batch } from './batches.schema.ts'

/** A batch that its sender left half-sent is forgotten after this time, in milliseconds. */
export const ABANDONED_AFTER_MS = 60 * 60 * 1000

/** States in which there is work to do. */
export const UNDER_WAY = ['waiting', 'reading', 'delivering', 'rolling-back'] as const satisfies readonly BatchState[]

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

/** What may pass by itself is tried again soon, however often; anything else less and less often, until it is mended. */
export function afterFailure(attempts: number, mayPass: boolean): { pauseMs: number; attempts: number } {
  if (mayPass) return { pauseMs: FIRST_PAUSE_MS, attempts }
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS)
  return { pauseMs, attempts: attempts + 1 }
}

/** A file of which nothing has come yet. */
export function newBatch(
  opened: Pick<Batch, '_id' | 'source' | 'supplier' | 'organisation' | 'authority' | 'isPreview'>,
  now: Date,
): Batch {
  return {
    ...opened,
    ...{ state: 'receiving', openedAt: now, closedAt: null, endedAt: null, chunks: null, sha256: null },
    ...{ counts: noCounts(), fileFault: null, preview: null, brake: null, withdrawn: noneWithdrawn() },
    ...{ turnAt: now, attempts: 0, failure: null },
  }
}

export function noCounts(): Record<Fate, number> {
  return { waiting: 0, created: 0, updated: 0, unchanged: 0, parked: 0, refused: 0 }
}

/** What became of the rows of a file that is done: none waits. */
export function counted({ counts: { waiting: _none, ...fates } }: Pick<Batch, 'counts'>): Record<string, number> {
  return fates
}

export function rowsIn(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

const LATER = 1.5

/**
 * When a supplier is told what became of the rows: the usual time after they could be delivered, however quickly it went; what takes longer,
 * at one and a half times that, and so on. So the time says nothing of what the rows met (F3).
 */
export function toldAt({ closedAt, endedAt }: Pick<Batch, 'closedAt' | 'endedAt'>, usualMs: number): number {
  const ended = endedAt?.getTime() ?? Infinity
  if (!closedAt || usualMs === 0 || !endedAt) return ended
  let after = usualMs
  while (closedAt.getTime() + after < ended) after *= LATER
  return closedAt.getTime() + after
}

/** A file that was refused as a whole, or waits for somebody, tells of itself only, and at once. */
export function isTold(batch: Batch, usualMs: number, now: Date): boolean {
  if (batch.state === 'delivering') return false
  const isOfChildren = batch.state === 'applied' || batch.state === 'rolled-back'
  return !isOfChildren || now.getTime() >= toldAt(batch, usualMs)
}

/**
 * A file as its supplier sees it until it is told: rows wait, fewer with time, whatever became of them; one that is taken back is still being
 * taken back.
 */
export function untold(batch: Batch, usualMs: number, now: Date): Batch {
  if (batch.state === 'rolled-back') return { ...batch, state: 'rolling-back' }
  const rows = rowsIn(batch.counts)
  const left = batch.closedAt ? 1 - (now.getTime() - batch.closedAt.getTime()) / usualMs : 1
  const waiting = Math.min(rows, Math.max(1, Math.ceil(rows * left)))
  return { ...batch, state: 'delivering', counts: { ...noCounts(), waiting, unchanged: rows - waiting } }
}

/** States that are still shown as this one, until they are told. */
export function untoldAs(state: BatchState): BatchState[] {
  if (state === 'delivering') return ['applied']
  return state === 'rolling-back' ? ['rolled-back'] : []
}

/** For the supplier: what was taken and what was not. Which rows matched a child would tell whether a guess is right. */
export function toReport(batch: Batch, refusals: ReportedRefusal[]): BatchReport {
  const { _id, source, organisation, openedAt, state, counts, fileFault, preview, brake } = batch
  const rows = rowsIn(counts)
  const refused = counts.refused
  return {
    batchId: _id,
    source,
    organisation,
    openedAt: openedAt.toISOString(),
    state,
    rows,
    accepted: rows - refused,
    refused,
    // What was thrown away waits for nothing.
    waiting: state === 'rolled-back' ? 0 : counts.waiting,
    refusals,
    preview,
    brake,
    fileFault,
  }
}

/** Whoever operates sees where a file is wrong, and no identifier of a child. */
export function forOperator(refusal: ReportedRefusal): ReportedRefusal {
  return { ...refusal, recordId: null }
}

/** A row of the history. What its supplier is not told yet is in none either: when it ended would tell what its rows met (F3). */
export function toListed(batch: Batch, usualMs: number, now: Date): ListedBatch {
  const told = isTold(batch, usualMs, now) ? batch : { ...untold(batch, usualMs, now), endedAt: null }
  const { refusals: _none, preview: _unseen, fileFault: _why, ...report } = toReport(told, [])
  const { state, endedAt } = told
  const end = endedAt && (state === 'refused' ? endedAt : new Date(toldAt(told, usualMs)))
  return {
    ...report,
    endedAt: end?.toISOString() ?? null,
    // Of what was thrown away before it was applied there is nothing to withdraw.
    withdrawn: state === 'rolled-back' && rowsIn(told.withdrawn) > 0 ? told.withdrawn : null,
  }
}

/** A file that waits for somebody to apply it is thrown away after this time, in milliseconds. */
export const STAGED_FOR_MS = 7 * 24 * 60 * 60 * 1000

/** Where a file goes that was read: its rows are delivered, unless somebody wants to look first, or should. */
export function stateWhenRead(isPreview: boolean, brake: PreviewItem | null): 'delivering' | 'staged' | 'set-aside' {
  if (brake !== null) return 'set-aside'
  return isPreview ? 'staged' : 'delivering'
}

/** What becomes of a file in that state that is rolled back; null: it cannot be, now or ever. */
export function afterRollback(state: BatchState): 'rolling-back' | 'rolled-back' | null {
  if (state === 'applied') return 'rolling-back'
  return state === 'staged' || state === 'set-aside' ? 'rolled-back' : null
}

export function noneWithdrawn(): Record<WithdrawnFate, number> {
  return { restored: 0, removed: 0, kept: 0, untouched: 0 }
}

/** For the operator: counts of fates, and why it does not go on. */
export function toTally({ state, counts, openedAt, endedAt, failure }: Batch, now: Date): BatchTally {
  const seconds = ((endedAt ?? now).getTime() - openedAt.getTime()) / 1000
  return { state, rows: rowsIn(counts), ...counts, seconds, failure }
}
