import type { BlockingReport } from '../blocking/report.ts'
import type { ContradictionReason } from '../score/contradictions.ts'
import type { Model } from '../model/model.ts'

export type Stage = 'blocking' | 'training' | 'scoring' | 'deciding'

/** Called now and then during a run; `done` never passes `total`. Units are rows or pairs, by stage. */
export type OnProgress = (stage: Stage, done: number, total: number) => void

/** Scored pairs of rows, as columns; sorted by left row, then right row; `left[i] < right[i]`. */
export interface ScoredPairs {
  readonly length: number
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** Evidence in bits (log2 of the Bayes factor, prior included): 0 is even odds. */
  readonly weight: Float32Array
  /** Of being the same person, 0 to 1: `2^w / (1 + 2^w)`. */
  readonly probability: Float32Array
}

export interface MatchResult {
  readonly model: Model
  readonly blocking: BlockingReport
  /** Pairs compared, before the floor. */
  readonly compared: number
  readonly pairs: ScoredPairs
}

export interface DedupeResult extends MatchResult {
  /** For each row the lowest row of its cluster; a row alone is its own cluster. */
  readonly clusters: Uint32Array
  /** Pairs which look the same but which a rule keeps for a person. */
  readonly unsure: readonly UnsurePair[]
}

export interface LinkResult extends MatchResult {
  /** Rows of the left list and of the right list (numbered on after the left) which the engine joins by itself. */
  readonly links: readonly { readonly left: number; readonly right: number }[]
  readonly unsure: readonly UnsurePair[]
}

export interface UnsurePair {
  readonly left: number
  readonly right: number
  /** Evidence of the two alone, in bits; {@link ScoredPairs}. */
  readonly weight: number
  /** 0 to 1. */
  readonly probability: number
  readonly reason: UnsureReason
}

/**
 * A rule's contradiction, too little evidence to join, several records that it might be, or enough evidence against which
 * other records speak.
 */
export type UnsureReason = ContradictionReason | 'between-thresholds' | 'several-candidates' | 'other-records'
