import type { WithdrawnFate } from '@contactpoint/contracts'
import { toldWithout } from '../children/said.rules.ts'
import { DECIDED, lastTold } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Whether anything of a batch is in a record: what it said, or that its row waits. */
export function hasLeft({ batchId: last, told }: SourceRecord, batchId: string): boolean {
  return last === batchId || told.some((one) => one.batchId === batchId || one.again?.batchId === batchId)
}

/** A record as it is without a batch; null when that has left nothing else in it. */
export function without(link: SourceRecord, batchId: string): SourceRecord | null {
  const told = toldWithout(link.told, batchId)
  if (link.batchId !== batchId) return { ...link, told }
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
