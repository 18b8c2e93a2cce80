import type { PairScorer } from './pair-scorer.ts'
import { joined, type Weighed } from './scored-pairs.ts'
import { weighSlice, type Scoring } from './scoring.ts'
import { ScoringThread } from './scoring-thread.ts'

/** Fewer pairs than this are weighed here: starting threads would take longer. */
const WORTH_A_THREAD = 200_000

/** Pairs handed to a thread at a time, so that a slow stretch does not leave the others idle. */
const SLICE = 100_000

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
): Promise<Weighed> {
  const { table, left } = scoring
  if (threads < 2 || left.length < WORTH_A_THREAD) {
    const all = weighSlice(scoring, scorer, 0, left.length)
    onDone(left.length)
    return all
  }
  // The threads prepare what they compare; two copies of a million addresses would be one too many.
  for (const column of table.columns) column.prepared.length = 0
  const frequencies = scorer.columns.map(({ frequency }) => frequency)
  const slices = Math.ceil(left.length / SLICE)
  const parts = new Array<Weighed>(slices)
  let next = 0
  let done = 0
  const runOne = async (): Promise<void> => {
    const thread = new ScoringThread(scoring, frequencies)
    try {
      for (let slice = next++; slice < slices; slice = next++) {
        parts[slice] = await thread.weigh(slice * SLICE, Math.min(left.length, (slice + 1) * SLICE))
        onDone((done += Math.min(SLICE, left.length - slice * SLICE)))
      }
    } finally {
      await thread.end()
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, slices) }, runOne))
  return joined(parts)
}
