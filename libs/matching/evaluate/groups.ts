import { quality, share, type Quality } from './quality.ts'
import type { PairColumns } from './ranking.ts'
import type { PairTruth } from './truth.ts'

/**
 * Recall of joined pairs for each group of people, for example for each community their names are from: a matcher may
 * be good on the whole and poor for a few.
 *
 * @param pairs that were joined
 * @param truePairs all of them
 * @param groups the group of each row; a pair counts for the group of its left row
 */
export function recallByGroup(
  pairs: PairColumns,
  truePairs: PairColumns,
  truth: PairTruth,
  groups: readonly string[],
): Map<string, Quality> {
  const found = countByGroup(pairs, groups, (a, b) => truth.has(a, b))
  const wrong = countByGroup(pairs, groups, (a, b) => !truth.has(a, b))
  const all = countByGroup(truePairs, groups, () => true)
  return new Map(
    [...new Set(groups)].sort().map((group) => {
      const truePositives = found.get(group) ?? 0
      const falseNegatives = (all.get(group) ?? 0) - truePositives
      return [group, quality({ truePositives, falsePositives: wrong.get(group) ?? 0, falseNegatives })]
    }),
  )
}

/**
 * Joined pairs of two people who live together: twins, brothers and sisters, the error that must not happen.
 *
 * @param households one a row; rows with the same live together
 */
export function falseMergesWithin(pairs: PairColumns, truth: PairTruth, households: readonly string[]): number {
  let wrong = 0
  for (let pair = 0; pair < pairs.length; pair++) {
    const [left, right] = [pairs.left[pair]!, pairs.right[pair]!]
    if (households[left] === households[right] && !truth.has(left, right)) wrong++
  }
  return wrong
}

/** How far the recall of the worst served group is behind that of the best: 0 to 1. Groups without true pairs do not count. */
export function recallGap(byGroup: ReadonlyMap<string, Quality>): number {
  const recalls = [...byGroup.values()]
    .filter(({ truePositives, falseNegatives }) => truePositives + falseNegatives > 0)
    .map(({ truePositives, falseNegatives }) => share(truePositives, truePositives + falseNegatives))
  return recalls.length ? Math.max(...recalls) - Math.min(...recalls) : 0
}

function countByGroup(
  pairs: PairColumns,
  groups: readonly string[],
  counts: (left: number, right: number) => boolean,
): Map<string, number> {
  const found = new Map<string, number>()
  for (let pair = 0; pair < pairs.length; pair++) {
    const left = pairs.left[pair]!
    if (counts(left, pairs.right[pair]!)) found.set(groups[left]!, (found.get(groups[left]!) ?? 0) + 1)
  }
  return found
}
