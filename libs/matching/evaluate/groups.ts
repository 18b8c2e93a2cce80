import type { PairColumns } from './ranking.ts'
import { found, type Found } from './review.ts'

/** What was found for the people of one group. */
export interface FoundInGroup extends Found {
  readonly truePairs: number
}

/**
 * How many duplicates a run finds for each group of people, for example for each community their names are from: a
 * matcher may be good on the whole and poor for a few. See {@link found}.
 *
 * @param groups the group of each row; a pair counts for the group of its left row
 */
export function foundByGroup(
  truePairs: PairColumns,
  clusters: Uint32Array,
  shown: PairColumns,
  groups: readonly string[],
): Map<string, FoundInGroup> {
  const all = Array.from({ length: truePairs.length }, (_, pair) => pair)
  const byGroup = [...Map.groupBy(all, (pair) => groups[truePairs.left[pair]!]!)].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(
    byGroup.map(([group, pairs]) => {
      const left = pairs.map((pair) => truePairs.left[pair]!)
      const right = pairs.map((pair) => truePairs.right[pair]!)
      return [group, { truePairs: pairs.length, ...found({ length: pairs.length, left, right }, clusters, shown) }]
    }),
  )
}

/** How far the worst served group is behind the best: 0 to 1. */
export function gap(shares: readonly number[]): number {
  return shares.length ? Math.max(...shares) - Math.min(...shares) : 0
}
