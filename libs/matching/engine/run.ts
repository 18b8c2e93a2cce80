import { candidates } from '../blocking/candidates.ts'
import { PairComparer } from '../compare/pair-comparer.ts'
import type { HumanDecision } from '../decide/agglomerate.ts'
import { pairKey } from '../decide/pair-key.ts'
import type { Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import { scorePairs } from '../score/score-pairs.ts'
import { bitsOfProbability, probabilityOf, type Weighed } from '../score/scored-pairs.ts'
import { SURE } from '../settle/hypotheses.ts'
import type { MatchResult, OnProgress, ScoredPairs, UnsurePair, UnsureReason } from './result.ts'
import { settingsFor, type MatchSettings } from './settings.ts'
import { trainOn } from './train.ts'

export interface MatchOptions extends Partial<MatchSettings> {
  /** A model made before; without one, the engine learns it from the rows. */
  readonly model?: Model
  /** What people have decided about pairs of rows: binding. */
  readonly decisions?: readonly HumanDecision[]
  readonly onProgress?: OnProgress
}

/** What both linking and deduplicating begin with: candidates, a model, weighed pairs. */
export interface Run {
  readonly settings: MatchSettings
  readonly weighed: Weighed
  readonly scorer: PairScorer
  readonly decisions: readonly HumanDecision[]
  readonly result: MatchResult
}

export async function runOn(table: Table, options: MatchOptions): Promise<Run> {
  const settings = settingsFor(table.rows, options)
  const onProgress = options.onProgress ?? ((): void => undefined)
  const comparer = new PairComparer(table, options.model)
  const found = candidates(table, settings)
  onProgress('blocking', table.rows, table.rows)
  const model = options.model ?? (await trainOn(table, found, comparer, settings, onProgress))
  const { left, right, report } = found
  const least = Math.min(bitsOfProbability(settings.floor), settings.split)
  const weighing = { model, today: settings.today }
  const scorer = new PairScorer(table, weighing, comparer)
  const weighed = await scorePairs({ table, ...weighing, left, right, least }, scorer, settings.workers, (done) =>
    onProgress('scoring', done, left.length),
  )
  const pairs = aboveFloor(weighed, settings.floor)
  return {
    settings,
    weighed,
    scorer,
    decisions: options.decisions ?? [],
    result: { model, blocking: report, compared: left.length, pairs },
  }
}

/**
 * The pairs that may be of one person, each with its reason: neither what `isSettled` knows as decided nor what a person
 * has decided already.
 */
export function unsurePairs(
  { weighed: { left, right, weight }, scorer, settings, decisions }: Run,
  isSettled: (left: number, right: number) => boolean,
): UnsurePair[] {
  const unsure: UnsurePair[] = []
  const decided = new Set(decisions.map((pair) => pairKey(pair.left, pair.right)))
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i]!, right[i]!]
    if (weight[i]! < settings.split || isSettled(a, b) || decided.has(pairKey(a, b))) continue
    const reason = weight[i]! < settings.join ? 'between-thresholds' : 'other-records'
    unsure.push(unsurePair(a, b, weight[i]!, scorer.contradiction(a, b)?.reason ?? reason))
  }
  return unsure
}

export function unsurePair(left: number, right: number, weight: number, reason: UnsureReason): UnsurePair {
  return { left, right, weight, probability: probabilityOf(weight), reason }
}

/**
 * The pairs as they are given out, once it is decided: where the records were joined against a rule which allows that,
 * the rule is no more, and a pair weighs what the two say, up to what settles a question.
 */
export function pairsAfter(
  { result: { pairs }, scorer, settings }: Run,
  areJoined: (left: number, right: number) => boolean,
): ScoredPairs {
  const weight = pairs.weight.map((bits, i) => {
    const [left, right] = [pairs.left[i]!, pairs.right[i]!]
    if (bits >= settings.join || !areJoined(left, right)) return bits
    return Math.max(bits, Math.min(SURE, scorer.evidence(left, right).all))
  })
  return { ...pairs, weight, probability: weight.map(probabilityOf) }
}

/** The pairs whose probability is above the floor, as they are given out. */
function aboveFloor({ left, right, weight }: Weighed, floor: number): ScoredPairs {
  const kept = Uint32Array.from(weight.keys()).filter((i) => probabilityOf(weight[i]!) > floor)
  const weights = Float32Array.from(kept, (i) => weight[i]!)
  return {
    length: kept.length,
    left: Uint32Array.from(kept, (i) => left[i]!),
    right: Uint32Array.from(kept, (i) => right[i]!),
    weight: weights,
    probability: Float32Array.from(weights, probabilityOf),
  }
}
