import { candidates, type Candidates } from '../blocking/candidates.ts'
import { PairComparer } from '../compare/pair-comparer.ts'
import { Agglomeration } from '../decide/agglomerate.ts'
import type { Table } from '../fields/table.ts'
import { modelOf } from '../model/estimate.ts'
import { FEWEST_ROWS, rowFrequencies } from '../model/frequencies.ts'
import { firstEstimate } from '../model/first-model.ts'
import { estimateFromClusters } from '../model/from-clusters.ts'
import type { Model } from '../model/model.ts'
import { refit } from '../model/refit.ts'
import { sampleOf } from '../model/sample.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import { scorePairs } from '../score/score-pairs.ts'
import type { OnProgress } from './result.ts'
import { settingsFor, type MatchSettings } from './settings.ts'

const REFITS = 3

/** Clusters to learn from are joined on more evidence than clusters to answer with, in bits. */
const SURER = 3

/** Learns a model from rows without labels. Deterministic: the same rows, settings and seed give the same model. */
export async function train(
  table: Table,
  options: Partial<MatchSettings> & { readonly onProgress?: OnProgress } = {},
): Promise<Model> {
  const settings = settingsFor(table.rows, options)
  return trainOn(table, candidates(table, settings), new PairComparer(table), settings, options.onProgress)
}

/** The same when the candidates are known already. */
export async function trainOn(
  table: Table,
  pairs: Candidates,
  comparer: PairComparer,
  settings: MatchSettings,
  onProgress: OnProgress = () => undefined,
): Promise<Model> {
  const steps = 1 + REFITS + settings.rounds
  const made = { rows: table.rows, seed: settings.seed, rounds: settings.rounds, today: settings.today }
  const sample = sampleOf(pairs, comparer, settings.trainingPairs)
  let estimate = firstEstimate(table, comparer, sample, settings)
  onProgress('training', 1, steps)
  for (let i = 1; i <= REFITS; i++) {
    estimate = refit(table, comparer, estimate, sample, made)
    onProgress('training', 1 + i, steps)
  }
  // Nobody asks who is one person where no clusters follow, and the model may be given to others.
  if (settings.rounds === 0)
    estimate = { ...estimate, frequencies: table.columns.map((column) => rowFrequencies(column, FEWEST_ROWS)) }
  let model = modelOf(table, estimate, made)
  for (let round = 1; round <= settings.rounds; round++) {
    const clusters = await clustersFor(table, pairs, comparer, model, { ...settings, join: settings.join + SURER })
    model = modelOf(table, estimateFromClusters(table, comparer, clusters, settings), made)
    onProgress('training', 1 + REFITS + round, steps)
  }
  return model
}

async function clustersFor(
  table: Table,
  { left, right }: Candidates,
  comparer: PairComparer,
  model: Model,
  { join, workers, today }: MatchSettings,
): Promise<Uint32Array> {
  const scorer = new PairScorer(table, { model, today }, comparer)
  const scoring = { table, model, today, left, right, least: join }
  const weighed = await scorePairs(scoring, scorer, workers, () => undefined)
  return new Agglomeration(table.rows, scorer, join).run(weighed)
}
