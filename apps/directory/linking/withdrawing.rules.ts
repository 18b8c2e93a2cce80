import type { WithdrawnFate } from '@contactpoint/contracts'
import { toldWithout } from '../children/said.rules.ts'
import { DECIDED, lastTold } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { asWaiting, rowsWaiting } from './waiting-rows.rules.ts'

/** Whether anything of a batch is in a record: what it said, or that its row waits. */
export function hasLeft(link: SourceRecord, batchId: string): boolean {
  const isOf = (one: { batchId: string } | null): boolean => one?.batchId === batchId
  return isOf(link) || [...link.told, ...rowsWaiting(link)].some((one) => isOf(one) || isOf(one.again))
}

/** A record as it is without a batch, be it that a row waits again that waited before; null when that has left nothing else in it. */
export function without(link: SourceRecord, batchId: string): SourceRecord | null {
  const told = toldWithout(link.told, batchId)
  const waiting = asWaiting(toldWithout(rowsWaiting(link), batchId))
  if (link.batchId !== batchId) return { ...link, told, waiting }
  if (waiting) return { ...link, told, waiting, ...lastTold(waiting) }
  const last = told.at(-1)
  return last ? { ...link, told, ...lastTold(last), fate: 'unchanged', ...DECIDED } : null
}

/** What became of a record that has told of several children. @param fates of what it has told of each; null: nothing is there */
export function fateOfAll(fates: readonly (WithdrawnFate | null)[]): WithdrawnFate {
  const there = fates.filter((fate) => fate !== null)
  const touched = there.filter((fate) => fate !== 'untouched')
  if (touched.length === 0) return 'untouched'
  if (touched.includes('kept')) return 'kept'
  return there.every((fate) => fate === 'removed') ? 'removed' : 'restored'
}
