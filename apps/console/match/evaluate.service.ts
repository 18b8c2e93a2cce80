import {
  bCubed,
  bestF1,
  clusterConfusion,
  confusion,
  confusionAt,
  quality,
  rank,
  recallAtPrecision,
  type BCubed,
  type Quality,
} from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { readClusters, readLinks, readPairs, readTruth } from './truth-reader.service.ts'

/** Probability from which a pair counts as joined in `at`. */
export const AUTOMATIC = 0.99
const PRECISIONS = [0.99, 0.999, 0.9999]

/** How good a result is; shares from 0 to 1. */
export interface Evaluation {
  readonly truePairs: number
  readonly scoredPairs: number
  /** Of the true pairs, those that were scored at all: what blocking lets through. */
  readonly scoredTruePairs: number
  /** When each pair of probability 0.99 and more is joined. */
  readonly at: Quality
  /** When each pair of the best weight and more is joined; nothing when no pair was scored. */
  readonly best?: { readonly weight: number; readonly quality: Quality }
  readonly recallAtPrecision: readonly { readonly precision: number; readonly recall: number }[]
  /** The matcher's own decision: its clusters, or its links. */
  readonly joined?: Quality
  readonly bCubed?: BCubed
}

export interface EvaluateFiles {
  readonly pairs: string
  readonly truth: string
  readonly clusters?: string
  readonly links?: string
}

/** Measures a matcher's files against the truth. @throws StackError with one sentence when a file is not as it should be */
export async function evaluateFiles({ pairs, truth, clusters, links }: EvaluateFiles): Promise<Evaluation> {
  const known = await readTruth(truth)
  const scored = await readPairs(pairs, known)
  const ranking = rank(scored, known.truth)
  const best = bestF1(ranking)
  return {
    truePairs: known.truth.pairs,
    scoredPairs: scored.length,
    scoredTruePairs: confusion(scored, known.truth).truePositives,
    at: quality(confusionAt(scored, known.truth, AUTOMATIC)),
    ...(best && { best }),
    recallAtPrecision: PRECISIONS.map((precision) => ({ precision, recall: recallAtPrecision(ranking, precision) })),
    ...(links && { joined: quality(confusion(await readLinks(links, known), known.truth)) }),
    ...(clusters && (await ofClusters(clusters, known))),
  }
}

async function ofClusters(file: string, known: Awaited<ReturnType<typeof readTruth>>) {
  const { labels } = known
  if (!labels) throw new StackError('Clusters are of one list: the truth must have the columns id,cluster.')
  const clusters = await readClusters(file, known)
  return { joined: quality(clusterConfusion(clusters, labels)), bCubed: bCubed(clusters, labels) }
}
