import { bestLinks, inOrder, oneToOneLinks } from '../decide/links.ts'
import type { Table } from '../fields/table.ts'
import type { LinkResult } from './result.ts'
import { settleLinks } from '../settle/settle-links.ts'
import { withoutTornLinks } from '../settle/torn.ts'
import { pairsAfter, runOn, unsurePair, unsurePairs, type MatchOptions } from './run.ts'

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
  const found = options.oneToOne
    ? withoutTornLinks(run, oneToOneLinks(run.weighed, join, options.decisions))
    : bestLinks(run.weighed, run.scorer, join, options.decisions)
  const links = options.oneToOne ? inOrder([...found.links, ...settleLinks(table, run, found)]) : found.links
  const { undecided } = found
  const settled = new Set([...links, ...undecided].map(({ right }) => right))
  // Of lists in which nobody stands twice, who has found a partner is nobody else's.
  const taken = new Set(options.oneToOne ? links.map(({ left }) => left) : [])
  const rivals = undecided.map(({ left, right }) =>
    unsurePair(left, right, run.scorer.weigh(left, right), 'several-candidates'),
  )
  const unsure = [...rivals, ...unsurePairs(run, (left, right) => settled.has(right) || taken.has(left))]
  options.onProgress?.('deciding', table.rows, table.rows)
  const leftOf = new Map(links.map(({ left, right }) => [right, left]))
  const pairs = pairsAfter(run, (left, right) => leftOf.get(right) === left)
  return { ...run.result, pairs, links, unsure }
}
