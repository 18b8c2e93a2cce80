import { describe, expect, it } from '@jest/globals'
import { PairComparer } from '../compare/pair-comparer.ts'
import { aModel, aTable, CHILD_FIELDS, strangers, TODAY } from '../engine/builders.ts'
import { MANY_VALUES } from '../fields/table.ts'
import { PairScorer } from './pair-scorer.ts'
import { scorePairs } from './score-pairs.ts'
import type { Scoring } from './scoring.ts'

const table = aTable(CHILD_FIELDS, strangers(90, 2))
const model = aModel(table)

/** All pairs of the first rows. */
function scoring(rows: number, least: number): Scoring {
  const pairs = (rows * (rows - 1)) / 2
  const [left, right] = [new Uint32Array(pairs), new Uint32Array(pairs)]
  let at = 0
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < rows; b++) {
      left[at] = a
      right[at++] = b
    }
  return { table, model, today: TODAY, left, right, least }
}

/** Small, so that few pairs are enough to keep two threads busy. */
const SLICE = 4_000

const score = async (what: Scoring, threads: number, onDone: (pairs: number) => void = () => undefined) =>
  scorePairs(what, new PairScorer(table, what, new PairComparer(table, model)), threads, onDone, SLICE)

describe('weighing all pairs', () => {
  it('gives the same answer on two threads as on none', async () => {
    const what = scoring(180, 0)
    expect(what.left.length).toBeGreaterThan(3 * SLICE)
    const done: number[] = []
    const [alone, together] = [await score(what, 1), await score(what, 2, (pairs) => done.push(pairs))]
    expect(together).toEqual(alone)
    expect(alone.left.length).toBeGreaterThan(80)
    expect(alone.left.length).toBeLessThan(what.left.length)
    expect(done.length).toBeGreaterThan(1)
    expect(done.at(-1)).toBe(what.left.length)
  })

  it('gives the same answer on two threads where a column has more values than are kept as they are', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [`${'ABCDEFG'[row % 7]}-${row}`])
    const many = aTable([{ type: 'identifier', name: 'number' }], rows)
    expect(many.columns[0]!.counts.length).toBeGreaterThan(MANY_VALUES)
    const pairs = Uint32Array.from({ length: 3 * SLICE }, (_, pair) => pair % 59_000)
    const right = pairs.map((row, pair) => row + 1 + (pair % 900))
    const what = { table: many, model: aModel(many), today: TODAY, left: pairs, right, least: -Infinity }
    const scorer = () => new PairScorer(many, what, new PairComparer(many, what.model))
    const alone = await scorePairs(what, scorer(), 1, () => undefined, SLICE)
    expect(await scorePairs(what, scorer(), 2, () => undefined, SLICE)).toEqual(alone)
    expect(new Set(alone.weight).size).toBeGreaterThan(1)
  })

  it('leaves out what weighs too little, and changes nothing else', async () => {
    const all = await score(scoring(60, -Infinity), 1)
    const some = await score(scoring(60, 5), 1)
    expect(all.left).toHaveLength((60 * 59) / 2)
    const kept = [...all.weight.keys()].filter((i) => all.weight[i]! >= 5)
    expect(kept.length).toBeGreaterThan(10)
    expect([...some.left]).toEqual(kept.map((i) => all.left[i]))
    expect([...some.right]).toEqual(kept.map((i) => all.right[i]))
    expect([...some.weight]).toEqual(kept.map((i) => all.weight[i]))
  })

  it('of no pairs is no pairs', async () => {
    expect((await score(scoring(0, 0), 2)).left).toHaveLength(0)
  })
})
