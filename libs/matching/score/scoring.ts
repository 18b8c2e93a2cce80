import type { Table } from '../fields/table.ts'
import type { PairScorer, Weighing } from './pair-scorer.ts'
import { WeighedPairs, type Weighed } from './scored-pairs.ts'

/** Pairs to be weighed, here or on threads. */
export interface Scoring extends Weighing {
  readonly table: Table
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** Pairs that weigh less, in bits, are left out. */
  readonly least: number
}

/** The pairs `from` to `to`, `to` excluded, that weigh enough. */
export function weighSlice({ left, right, least }: Scoring, scorer: PairScorer, from: number, to: number): Weighed {
  const kept = new WeighedPairs()
  for (let i = from; i < to; i++) {
    const weight = scorer.weigh(left[i]!, right[i]!, least)
    if (weight >= least) kept.add(left[i]!, right[i]!, weight)
  }
  return kept.done()
}
