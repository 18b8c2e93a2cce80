import { Agglomeration } from '../decide/agglomerate.ts'
import type { Table } from '../fields/table.ts'
import type { DedupeResult } from './result.ts'
import { settleClusters } from '../settle/settle-clusters.ts'
import { runOn, unsurePairs, type MatchOptions } from './run.ts'

/** Finds which rows of one list are of one person. Same rows, settings and model: same answer. */
export async function dedupe(table: Table, options: MatchOptions = {}): Promise<DedupeResult> {
  const run = await runOn(table, options)
  const joined = new Agglomeration(table.rows, run.scorer, run.settings.join, options.decisions).run(run.weighed)
  const clusters = settleClusters(table, run, joined)
  const unsure = unsurePairs(run, (left, right) => clusters[left] === clusters[right])
  options.onProgress?.('deciding', table.rows, table.rows)
  return { ...run.result, clusters, unsure }
}
