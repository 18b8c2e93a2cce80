import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { quality } from './quality.ts'
import { bestF1, confusion, confusionAt, rank, recallAtPrecision } from './ranking.ts'
import { truthFromLabels } from './truth.ts'

// Ten people in pairs of rows: 0 and 1 are one person, 2 and 3 another, and so on.
const LABELS = Uint32Array.from({ length: 20 }, (_, row) => row >>> 1)
const TRUTH = truthFromLabels(LABELS)

/** Pairs from lines of weight and whether the pair is to be a true one. */
function scored(...lines: readonly [weight: number, right: boolean][]) {
  const left = lines.map((_line, index) => 2 * index)
  return {
    length: lines.length,
    left,
    right: left.map((row, index) => (lines[index]![1] ? row + 1 : (row + 2) % 20)),
    weight: lines.map(([weight]) => weight),
    probability: lines.map(([weight]) => 2 ** weight / (1 + 2 ** weight)),
  }
}

const HAND_MADE = scored([12, true], [9, true], [7, false], [7, true], [3, true], [-1, false], [-4, true], [-9, false])

describe('confusion of scored pairs', () => {
  it('counts all pairs when each of them is a decision', () => {
    expect(confusion(HAND_MADE, TRUTH)).toEqual({ truePositives: 5, falsePositives: 3, falseNegatives: 5 })
  })

  it('counts pairs from a probability on', () => {
    // 2^7 / (1 + 2^7) = 0.9922: both pairs of weight 7 are in; 2^3 / (1 + 2^3) = 0.889 is not.
    expect(confusionAt(HAND_MADE, TRUTH, 0.99)).toEqual({ truePositives: 3, falsePositives: 1, falseNegatives: 7 })
  })

  it('takes a pair that lies on the threshold, in numbers of 32 bits and of 64', () => {
    const pair = { ...scored([0, true]), probability: [0.99] }
    expect(confusionAt(pair, TRUTH, 0.99).truePositives).toBe(1)
    expect(confusionAt({ ...pair, probability: Float32Array.of(0.99) }, TRUTH, 0.99).truePositives).toBe(1)
  })
})

describe('ranking', () => {
  it('has one step for each distinct weight, with pairs of equal weight standing together', () => {
    const { weights, truePositives, falsePositives, truePairs } = rank(HAND_MADE, TRUTH)
    expect([...weights]).toEqual([12, 9, 7, 3, -1, -4, -9])
    expect([...truePositives]).toEqual([1, 2, 3, 4, 4, 5, 5])
    expect([...falsePositives]).toEqual([0, 0, 1, 1, 2, 2, 3])
    expect(truePairs).toBe(10)
  })

  it('finds the best F1 and where it is', () => {
    // F1 by step is 2 TP / (TP + FP + 10): 2/11, 4/12, 6/14, 8/15, 8/16, 10/17, 10/18. The best is 10/17 at -4.
    const best = bestF1(rank(HAND_MADE, TRUTH))!
    expect(best.weight).toBe(-4)
    expect(best.quality.f1).toBeCloseTo(10 / 17, 12)
  })

  it('finds the highest recall at which precision still holds, also after a dip', () => {
    const ranking = rank(HAND_MADE, TRUTH)
    // Precision by step: 1, 1, 3/4, 4/5, 4/6, 5/7, 5/8.
    expect(recallAtPrecision(ranking, 1)).toBe(0.2)
    expect(recallAtPrecision(ranking, 0.8)).toBe(0.4)
    expect(recallAtPrecision(ranking, 0.7)).toBe(0.5)
  })

  it('does not split pairs of equal weight to look better', () => {
    const ranking = rank(scored([5, true], [5, false]), TRUTH)
    expect(recallAtPrecision(ranking, 0.999)).toBe(0)
    expect(bestF1(ranking)!.quality).toMatchObject({ truePositives: 1, falsePositives: 1 })
  })

  it('is nothing when no pair was scored, and refuses a weight that is no number', () => {
    expect(bestF1(rank(scored(), TRUTH))).toBeUndefined()
    expect(recallAtPrecision(rank(scored(), TRUTH), 0.999)).toBe(0)
    expect(() => rank(scored([Number.NaN, true]), TRUTH)).toThrow(RangeError)
  })

  it('agrees with trying every threshold by itself', () => {
    const line = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean())
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 0, max: 1 }),
        (lines, precision) => {
          const pairs = scored(...lines)
          const tried = [...new Set(pairs.weight)].map((threshold) => {
            const kept = lines.filter(([weight]) => weight >= threshold)
            const truePositives = kept.filter(([, right]) => right).length
            const falsePositives = kept.length - truePositives
            return quality({ truePositives, falsePositives, falseNegatives: 10 - truePositives })
          })
          const ranking = rank(pairs, TRUTH)
          expect(bestF1(ranking)!.quality.f1).toBe(Math.max(...tried.map(({ f1 }) => f1)))
          const precise = tried.filter((one) => one.precision >= precision).map(({ recall }) => recall)
          expect(recallAtPrecision(ranking, precision)).toBe(Math.max(0, ...precise))
        },
      ),
    )
  })
})
