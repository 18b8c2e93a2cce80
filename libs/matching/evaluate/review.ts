import { pairKey } from '../decide/pair-key.ts'
import { share } from './quality.ts'
import type { PairColumns } from './ranking.ts'

/** Of the true pairs, shares from 0 to 1; each includes the one before. */
export interface Found {
  /** Joined by the engine itself. */
  readonly automatic: number
  /** Or shown to a person, this very pair. */
  readonly shown: number
  /** Or would be joined if a person said yes to one pair that is shown: another pair of the same two clusters. */
  readonly reachable: number
}

/**
 * How many duplicates a run finds, by itself or with a person's help.
 *
 * @param truePairs all of them
 * @param clusters what the engine joined by itself, one a row
 * @param shown pairs it keeps for a person
 */
export function found(truePairs: PairColumns, clusters: Uint32Array, shown: PairColumns): Found {
  return tallyFound(truePairs, allOf(truePairs), finder(clusters, shown))
}

/** What was found for the people of one group. */
export interface FoundInGroup extends Found {
  readonly truePairs: number
}

/**
 * The same for each group of people, for example for each community their names are from: a matcher may be good on the
 * whole and poor for a few.
 *
 * @param groups the group of each row; a pair counts for the group of its left row
 */
export function foundByGroup(
  truePairs: PairColumns,
  clusters: Uint32Array,
  shown: PairColumns,
  groups: readonly string[],
): Map<string, FoundInGroup> {
  const howFound = finder(clusters, shown)
  const byGroup = [...Map.groupBy(allOf(truePairs), (pair) => groups[truePairs.left[pair]!]!)]
  return new Map(
    byGroup
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, pairs]) => [group, { truePairs: pairs.length, ...tallyFound(truePairs, pairs, howFound) }]),
  )
}

/** How far the worst served group is behind the best: 0 to 1. */
export function gap(shares: readonly number[]): number {
  return shares.length ? Math.max(...shares) - Math.min(...shares) : 0
}

type HowFound = (left: number, right: number) => keyof Found | undefined

function finder(clusters: Uint32Array, shown: PairColumns): HowFound {
  const pairs = keys(shown, (row) => row)
  const clusterPairs = keys(shown, (row) => clusters[row]!)
  return (left, right) => {
    if (clusters[left] === clusters[right]) return 'automatic'
    if (pairs.has(pairKey(left, right))) return 'shown'
    return clusterPairs.has(pairKey(clusters[left]!, clusters[right]!)) ? 'reachable' : undefined
  }
}

function tallyFound({ left, right }: PairColumns, pairs: readonly number[], howFound: HowFound): Found {
  const counts = { automatic: 0, shown: 0, reachable: 0 }
  for (const pair of pairs) {
    const how = howFound(left[pair]!, right[pair]!)
    if (how) counts[how]++
  }
  const { automatic, shown, reachable } = counts
  const of = (count: number): number => share(count, pairs.length)
  return { automatic: of(automatic), shown: of(automatic + shown), reachable: of(automatic + shown + reachable) }
}

function allOf({ length }: PairColumns): number[] {
  return Array.from({ length }, (_, pair) => pair)
}

function keys({ length, left, right }: PairColumns, of: (row: number) => number): Set<string> {
  const all = new Set<string>()
  for (let pair = 0; pair < length; pair++) all.add(pairKey(of(left[pair]!), of(right[pair]!)))
  return all
}
