import { Agglomeration } from '../decide/agglomerate.ts'
import type { Table } from '../fields/table.ts'
import type { DedupeResult } from './result.ts'
import { arePlainlyTwo } from '../settle/plainly-two.ts'
import { settleClusters } from '../settle/settle-clusters.ts'
import { withoutTornRows } from '../settle/torn.ts'
import { pairsAfter, runOn, unsurePairs, type MatchOptions } from './run.ts'

/** Finds which rows of one list are of one person. Same rows, settings and model: same answer. */
export async function dedupe(table: Table, options: MatchOptions = {}): Promise<DedupeResult> {
  const run = await runOn(table, options)
  const joined = new Agglomeration(table.rows, run.scorer, run.settings.join, options.decisions).run(run.weighed)
  const clusters = settleClusters(table, run, withoutTornRows(table, run, joined))
  const rowsOf = Map.groupBy(clusters.keys(), (row) => clusters[row]!)
  const unsure = unsurePairs(run, (left, right) => {
    const [one, other] = [clusters[left]!, clusters[right]!]
    return one === other || arePlainlyTwo(run.scorer, rowsOf.get(one)!, rowsOf.get(other)!)
  })
  options.onProgress?.('deciding', table.rows, table.rows)
  const pairs = pairsAfter(run, (left, right) => clusters[left] === clusters[right])
  return { ...run.result, pairs, clusters, unsure }
}
