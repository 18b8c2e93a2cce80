import fc from 'fast-check'
import type { NonInterference } from './non-interference.ts'
import { plots, type Plot } from './plots.ts'
import type { Cell } from './questions.ts'

/** Where a plot that tells something was drawn, and what was asked about it. */
export interface Drawn {
  seed: number
  worlds: number
  /** Its place among those drawn. */
  plot: number
  /** What was asked about it, by pair of worlds. */
  cells: readonly (readonly Cell[])[]
  /** How long may be looked for a smaller one, in milliseconds: each costs some seconds. */
  withinMs: number
}

/** A plot that tells as well, with as little in it as could be found in the time; null when it does not tell again. */
export async function smallestTelling(
  worlds: NonInterference,
  { seed, worlds: count, plot, cells, withinMs }: Drawn,
): Promise<Plot | null> {
  const tellsNothing = fc.asyncProperty(plots(count), async (one) => {
    const { told } = await worlds.run([one], [cells])
    return told.length === 0
  })
  const { counterexample } = await fc.check(tellsNothing, {
    seed,
    path: String(plot),
    interruptAfterTimeLimit: withinMs,
  })
  return counterexample?.[0] ?? null
}
