import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mannWhitney } from './mann-whitney.ts'

const SAMPLE = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 20, maxLength: 60 })

describe('the two-sample test', () => {
  it('gives the figures of a worked example (scipy.stats.mannwhitneyu, asymptotic)', () => {
    const males = [19, 22, 16, 29, 24]
    const females = [20, 11, 17, 12]
    const { z, p, smaller } = mannWhitney(males, females)
    expect({ z: z.toFixed(3), p: p.toFixed(4), smaller }).toEqual({ z: '1.592', p: '0.1113', smaller: 1 - 17 / 20 })
  })

  it('counts ties as a half, and says nothing of samples that are alike', () => {
    fc.assert(
      fc.property(SAMPLE, (sample) => {
        const { smaller, z, p } = mannWhitney(sample, sample)
        expect(smaller).toBeCloseTo(0.5)
        expect(z).toBeCloseTo(0)
        expect(p).toBeCloseTo(1, 5)
      }),
    )
  })

  it('is the same from both sides', () => {
    fc.assert(
      fc.property(SAMPLE, SAMPLE, (one, other) => {
        const [there, back] = [mannWhitney(one, other), mannWhitney(other, one)]
        expect(there.p).toBeCloseTo(back.p, 8)
        expect(there.smaller).toBeCloseTo(1 - back.smaller, 8)
      }),
    )
  })

  it('finds a sample that lies a little above', () => {
    const values = Array.from({ length: 500 }, (_, n) => (n * 7919) % 997)
    const { smaller, p } = mannWhitney(
      values,
      values.map((value) => value + 100),
    )
    expect(smaller).toBeGreaterThan(0.5)
    expect(p).toBeLessThan(0.001)
  })
})
