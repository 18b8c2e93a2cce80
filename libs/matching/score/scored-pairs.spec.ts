import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { bitsOfProbability, joined, probabilityOf, WeighedPairs } from './scored-pairs.ts'

const bits = fc.double({ noNaN: true })

describe('the probability of a weight', () => {
  it('is one half at even odds, and eight to nine at three bits', () => {
    expect(probabilityOf(0)).toBe(0.5)
    expect(probabilityOf(3)).toBeCloseTo(8 / 9, 12)
    expect(probabilityOf(-3)).toBeCloseTo(1 / 9, 12)
  })

  it('is between nothing and one for any weight, however large, and grows with it', () => {
    expect([-Infinity, -1e308, -1100, 1100, 1e308, Infinity].map(probabilityOf)).toEqual([0, 0, 0, 1, 1, 1])
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        const [low, high] = [probabilityOf(Math.min(a, b)), probabilityOf(Math.max(a, b))]
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(high)
      }),
    )
  })

  it('leads back to the weight', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (weight) => {
        expect(bitsOfProbability(probabilityOf(weight))).toBeCloseTo(weight, 5)
      }),
    )
  })
})

describe('weighed pairs', () => {
  const pairs = (...rows: readonly (readonly [number, number, number])[]): WeighedPairs => {
    const kept = new WeighedPairs()
    for (const row of rows) kept.add(...row)
    return kept
  }

  it('are kept as they came', () => {
    const { left, right, weight } = pairs([1, 5, -3.5], [2, 3, 20.25], [2, 4, -Infinity]).done()
    expect([[...left], [...right], [...weight]]).toEqual([
      [1, 2, 2],
      [5, 3, 4],
      [-3.5, 20.25, -Infinity],
    ])
  })

  it('of several runs are one, in their order', () => {
    const all = joined([pairs([1, 5, 1]).done(), pairs().done(), pairs([2, 3, 2], [0, 1, 3]).done()])
    expect([[...all.left], [...all.right], [...all.weight]]).toEqual([
      [1, 2, 0],
      [5, 3, 1],
      [1, 2, 3],
    ])
  })
})
