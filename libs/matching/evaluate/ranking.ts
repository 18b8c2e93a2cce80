import { quality, type Confusion, type Quality } from './quality.ts'
import type { PairTruth } from './truth.ts'

/** Pairs of rows, as columns; each pair once. */
export interface PairColumns {
  readonly length: number
  readonly left: ArrayLike<number>
  readonly right: ArrayLike<number>
}

/** Counts at every threshold, the highest first; one place for each distinct weight, as pairs of equal weight stand or fall together. */
export interface Ranking {
  /** Match weights in bits, falling. A pair is joined when its weight is at least this. */
  readonly weights: Float32Array
  /** True and false pairs joined at the threshold. */
  readonly truePositives: Uint32Array
  readonly falsePositives: Uint32Array
  readonly truePairs: number
}

/** Counts of pairs that were all joined: decisions, not scores. */
export function confusion(pairs: PairColumns, truth: PairTruth): Confusion {
  return confusionWhere(pairs, truth, () => true)
}

/** Counts when pairs are joined from this probability on (0 to 1). */
export function confusionAt(
  pairs: PairColumns & { readonly probability: ArrayLike<number> },
  truth: PairTruth,
  probability: number,
): Confusion {
  // Scores are 32-bit numbers: without rounding the threshold too, a pair right at 0.99 would fall below it.
  const threshold = Math.fround(probability)
  return confusionWhere(pairs, truth, (pair) => Math.fround(pairs.probability[pair]!) >= threshold)
}

function confusionWhere(pairs: PairColumns, truth: PairTruth, joined: (pair: number) => boolean): Confusion {
  let truePositives = 0
  let falsePositives = 0
  for (let pair = 0; pair < pairs.length; pair++) {
    if (!joined(pair)) continue
    if (truth.has(pairs.left[pair]!, pairs.right[pair]!)) truePositives++
    else falsePositives++
  }
  return { truePositives, falsePositives, falseNegatives: truth.pairs - truePositives }
}

/** @throws RangeError when a weight is not a number */
export function rank(pairs: PairColumns & { readonly weight: ArrayLike<number> }, truth: PairTruth): Ranking {
  const weight = Float32Array.from({ length: pairs.length }, (_, pair) => pairs.weight[pair]!)
  if (weight.some(Number.isNaN)) throw new RangeError('a weight is not a number')
  const order = Uint32Array.from(weight, (_, pair) => pair).sort((a, b) => weight[b]! - weight[a]! || 0)
  const weights: number[] = []
  const truePositives: number[] = []
  const falsePositives: number[] = []
  let right = 0
  for (let place = 0; place < order.length; place++) {
    const pair = order[place]!
    if (truth.has(pairs.left[pair]!, pairs.right[pair]!)) right++
    if (weight[order[place + 1]!] === weight[pair]) continue
    weights.push(weight[pair]!)
    truePositives.push(right)
    falsePositives.push(place + 1 - right)
  }
  return {
    weights: Float32Array.from(weights),
    truePositives: Uint32Array.from(truePositives),
    falsePositives: Uint32Array.from(falsePositives),
    truePairs: truth.pairs,
  }
}

/** The threshold (a weight in bits) with the highest F1, the highest of such; undefined when no pair was scored. */
export function bestF1(ranking: Ranking): { weight: number; quality: Quality } | undefined {
  let best: { weight: number; quality: Quality } | undefined
  for (let step = 0; step < ranking.weights.length; step++) {
    const found = qualityOfStep(ranking, step)
    if (!best || found.f1 > best.quality.f1) best = { weight: ranking.weights[step]!, quality: found }
  }
  return best
}

/** The highest recall (0 to 1) of any threshold at which precision is at least so much; 0 when there is none. */
export function recallAtPrecision(ranking: Ranking, precision: number): number {
  for (let step = ranking.weights.length - 1; step >= 0; step--) {
    const found = qualityOfStep(ranking, step)
    if (found.precision >= precision) return found.recall
  }
  return ranking.truePairs === 0 ? 1 : 0
}

function qualityOfStep({ truePositives, falsePositives, truePairs }: Ranking, step: number): Quality {
  return quality({
    truePositives: truePositives[step]!,
    falsePositives: falsePositives[step]!,
    falseNegatives: truePairs - truePositives[step]!,
  })
}
