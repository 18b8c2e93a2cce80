import type { PairScorer } from './pair-scorer.ts'
import { joined, type Weighed } from './scored-pairs.ts'
import { weighSlice, type Scoring } from './scoring.ts'
import { ScoringThread } from './scoring-thread.ts'

/** Pairs handed to a thread at a time, so that a slow stretch does not leave the others idle. */
const SLICE = 100_000

/** Fewer slices than this are weighed here: starting threads would take longer. */
const WORTH_A_THREAD = 2

/**
 * Weighs all pairs, on as many threads as asked for; the answer does not depend on how many.
 *
 * @param scorer of the same table, model and day
 */
export async function scorePairs(
  scoring: Scoring,
  scorer: PairScorer,
  threads: number,
  onDone: (pairs: number) => void,
  slicePairs = SLICE,
): Promise<Weighed> {
  const { table, left } = scoring
  if (threads < 2 || left.length < WORTH_A_THREAD * slicePairs) {
    const all = weighSlice(scoring, scorer, 0, left.length)
    onDone(left.length)
    return all
  }
  // The threads prepare what they compare; two copies of a million addresses would be one too many.
  for (const column of table.columns) column.prepared.length = 0
  const frequencies = scorer.columns.map(({ frequency }) => frequency)
  const slices = Math.ceil(left.length / slicePairs)
  const parts = new Array<Weighed>(slices)
  let next = 0
  let done = 0
  const runOne = async (): Promise<void> => {
    const thread = new ScoringThread(scoring, frequencies)
    try {
      for (let slice = next++; slice < slices; slice = next++) {
        parts[slice] = await thread.weigh(slice * slicePairs, Math.min(left.length, (slice + 1) * slicePairs))
        onDone((done += Math.min(slicePairs, left.length - slice * slicePairs)))
      }
    } finally {
      await thread.end()
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, slices) }, runOne))
  return joined(parts)
}
