import { cellName, deal, NonInterference, plots, smallestTelling, type Cell, type Outcome } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setOut } from './outset.trip.ts'

const SEED = 20_261_126
/** Each world of a plot is held against the one before. */
const WORLDS = 11
const PLOTS = 30
/** For a smaller example of what was told. */
const WITHIN_MS = 20_000

describe(`hidden values change nothing that anybody can observe (I4), seed ${SEED}`, () => {
  const trip = setOut()
  const drawn = fc.sample(plots(WORLDS), { seed: SEED, numRuns: PLOTS })
  let worlds: NonInterference
  let dealt: Cell[][][]
  let outcome: Outcome

  beforeAll(async () => {
    worlds = await NonInterference.on(trip.stack)
    dealt = deal(drawn, worlds.cells)
    outcome = await worlds.run(drawn, dealt)
  }, 300_000)

  afterAll(() => worlds?.end())

  it('on any route, by anybody, in an answer or in a message to the gateway', async () => {
    const [first] = outcome.told.filter(({ plot }) => plot !== null)
    const smallest =
      first &&
      (await smallestTelling(worlds, {
        ...{ seed: SEED, worlds: WORLDS, plot: first.plot!, withinMs: WITHIN_MS },
        cells: dealt[first.plot!]!,
      }))
    expect({ told: outcome.told.slice(0, 20), smallest }).toEqual({ told: [], smallest: undefined })
  })

  it('though every route was asked by everybody, in two worlds of one child', () => {
    expect(outcome.pairs).toBe((WORLDS - 1) * PLOTS)
    expect([...outcome.cells].sort()).toEqual(worlds.cells.map(cellName).sort())
    expect(worlds.cells.length).toBeGreaterThan(250)
  })

  it('and most were answered with something to see', () => {
    // Most routes are for few roles: of what somebody may ask, that is.
    const allowed = outcome.answers - (outcome.statuses[403] ?? 0)
    expect(outcome.statuses[200]).toBeGreaterThan(allowed / 3)
    expect(Object.keys(outcome.statuses).filter((status) => status >= '500')).toEqual([])
    expect(outcome.messages).toBeGreaterThan(outcome.pairs / 2)
  })
})
