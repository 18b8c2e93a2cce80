import type { HumanDecision, ScoredPairs, UnsurePair } from '@contactpoint/matching'

/** A pair that a person must decide, with what it weighs. */
export interface WeighedUnsurePair extends UnsurePair {
  /** Bits, and 0 to 1; nothing when the pair was not scored. */
  readonly weight?: number
  readonly probability?: number
}

/** The pairs above a probability. */
export function pairsAbove(pairs: ScoredPairs, floor: number | undefined): ScoredPairs {
  if (floor === undefined) return pairs
  const kept = Uint32Array.from(pairs.probability.keys()).filter((pair) => pairs.probability[pair]! > floor)
  return {
    length: kept.length,
    left: kept.map((pair) => pairs.left[pair]!),
    right: kept.map((pair) => pairs.right[pair]!),
    weight: Float32Array.from(kept, (pair) => pairs.weight[pair]!),
    probability: Float32Array.from(kept, (pair) => pairs.probability[pair]!),
  }
}

/** Unsure pairs with their weights, without those that somebody has decided. */
export function openPairs(
  unsure: readonly UnsurePair[],
  pairs: ScoredPairs,
  decisions: readonly HumanDecision[] = [],
): WeighedUnsurePair[] {
  const decided = new Set(decisions.map(({ left, right }) => pairName(left, right)))
  return unsure
    .filter(({ left, right }) => !decided.has(pairName(left, right)))
    .map((pair) => {
      const place = placeOf(pairs, pair.left, pair.right)
      return place === undefined
        ? pair
        : { ...pair, weight: pairs.weight[place]!, probability: pairs.probability[place]! }
    })
}

/** Pairs are sorted by left row, then right row. */
function placeOf({ left, right, length }: ScoredPairs, wantedLeft: number, wantedRight: number): number | undefined {
  let [from, to] = [0, length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const isBefore = left[middle]! - wantedLeft || right[middle]! - wantedRight
    if (isBefore < 0) from = middle + 1
    else to = middle
  }
  return from < length && left[from] === wantedLeft && right[from] === wantedRight ? from : undefined
}

function pairName(left: number, right: number): string {
  return `${Math.min(left, right)} ${Math.max(left, right)}`
}
