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
  const pairs = keys(shown, (row) => row)
  const clusterPairs = keys(shown, (row) => clusters[row]!)
  let automatic = 0
  let direct = 0
  let reachable = 0
  for (let pair = 0; pair < truePairs.length; pair++) {
    const [left, right] = [truePairs.left[pair]!, truePairs.right[pair]!]
    if (clusters[left] === clusters[right]) automatic++
    else if (pairs.has(key(left, right))) direct++
    else if (clusterPairs.has(key(clusters[left]!, clusters[right]!))) reachable++
  }
  const of = (count: number): number => share(count, truePairs.length)
  return { automatic: of(automatic), shown: of(automatic + direct), reachable: of(automatic + direct + reachable) }
}

function keys({ length, left, right }: PairColumns, of: (row: number) => number): Set<string> {
  const all = new Set<string>()
  for (let pair = 0; pair < length; pair++) all.add(key(of(left[pair]!), of(right[pair]!)))
  return all
}

function key(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}
