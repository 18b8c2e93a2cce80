import { allCodeNames } from '../compare/codes.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { totalPairs, type Table } from '../fields/table.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import { probabilityOf } from '../score/scored-pairs.ts'
import { priorBits } from '../score/weights.ts'
import { addCodes, bothM, modelOf, noCounts, type Counts, type Estimate } from './estimate.ts'
import { boundedPrior } from './first-model.ts'
import type { Model } from './model.ts'
import type { Sample } from './sample.ts'

/** Pairs that are so unlikely (bits) say nothing of how pairs of one person agree. */
const LEAST_BITS = -4
const PRIOR_ROUNDS = 30
const CONVERGED = 0.005

/**
 * One round of expectation maximisation over all sampled candidates, term frequencies included: corrects what passes
 * over agreeing pairs cannot see, as in files where each copy has one error in one field.
 */
export function refit(
  table: Table,
  comparer: PairComparer,
  estimate: Estimate,
  sample: Sample,
  made: Model['made'],
): Estimate {
  const weights = weightsOf(table, comparer, estimate, sample, made)
  const prior = refitPrior(weights, priorBits(estimate), sample.scale, table)
  const shift = priorBits({ prior }) - priorBits(estimate)
  const probability = (pair: number): number => {
    const weight = weights[pair]! + shift
    return weight < LEAST_BITS ? 0 : probabilityOf(weight)
  }
  const names = allCodeNames(table)
  const counts: Counts = { all: noCounts(names), given: noCounts(names) }
  for (let pair = 0; pair < weights.length; pair++) {
    const share = probability(pair)
    if (share > 0) addCodes(counts, estimate.dependence.parents, sample.codes, pair * comparer.width, share)
  }
  return { ...estimate, prior, ...bothM(names, counts) }
}

function weightsOf(
  table: Table,
  comparer: PairComparer,
  estimate: Estimate,
  sample: Sample,
  made: Model['made'],
): Float64Array {
  const scorer = new PairScorer(table, { model: modelOf(table, estimate, made), today: made.today }, comparer)
  return Float64Array.from(sample.left, (left, i) =>
    scorer.weightOf(sample.codes, i * comparer.width, left, sample.right[i]!),
  )
}

/** The prior at which the expected pairs of one person are as many as the prior says. */
function refitPrior(weights: Float64Array, bits: number, scale: number, table: Table): number {
  let prior = 0
  let shift = 0
  for (let round = 0; round < PRIOR_ROUNDS; round++) {
    let expected = 0
    for (const weight of weights) expected += probabilityOf(weight + shift)
    const next = boundedPrior((expected * scale) / totalPairs(table), table)
    const change = Math.abs(next / prior - 1)
    prior = next
    shift = priorBits({ prior }) - bits
    if (change < CONVERGED) break
  }
  return prior
}
