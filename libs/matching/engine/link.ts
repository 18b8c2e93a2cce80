import { bestLinks, oneToOneLinks } from '../decide/links.ts'
import type { Table } from '../fields/table.ts'
import type { LinkResult } from './result.ts'
import { runOn, unsurePair, unsurePairs, type MatchOptions } from './run.ts'

export interface LinkOptions extends MatchOptions {
  /** True when nobody stands twice in either list: each row then has one partner at most. */
  readonly oneToOne?: boolean | undefined
}

/**
 * Finds which rows of the right list are of the people of the left list.
 *
 * @throws RangeError when the table is one list
 */
export async function link(table: Table, options: LinkOptions = {}): Promise<LinkResult> {
  if (table.isOneList) throw new RangeError('Linking needs two lists; a table of one list is deduplicated')
  const run = await runOn(table, options)
  const { join } = run.settings
  const { links, undecided } = options.oneToOne
    ? oneToOneLinks(run.weighed, join, options.decisions)
    : bestLinks(run.weighed, run.scorer, join, options.decisions)
  const settled = new Set([...links.map(({ right }) => right), ...undecided.map(({ right }) => right)])
  const rivals = undecided.map(({ left, right }) =>
    unsurePair(left, right, run.scorer.weigh(left, right), 'several-candidates'),
  )
  const unsure = [...rivals, ...unsurePairs(run, (_left, right) => settled.has(right))]
  options.onProgress?.('deciding', table.rows, table.rows)
  return { ...run.result, links, unsure }
}
