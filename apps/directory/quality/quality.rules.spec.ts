import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { estimated, qualityOf, type FindingCounts } from './quality.rules.ts'

const none = { same: 0, different: 0 }
const counts = (given: Partial<FindingCounts>): FindingCounts => {
  const of = { source: 'births', community: 'general', ...given } as const
  return { _id: `1/${of.source}/${of.community}`, model: 1, joined: none, made: none, unsure: none, asked: none, ...of }
}

describe('The quality of a model', () => {
  it('is the share of what it joined that was right, and of what it knew that it joined', () => {
    const { all } = qualityOf(1, [
      counts({
        joined: { same: 90, different: 10 },
        made: { same: 4, different: 50 },
        unsure: { same: 6, different: 3 },
      }),
    ])
    expect(all).toMatchObject({ joinedRight: 90, joinedWrong: 10, newMissed: 4, newRight: 50 })
    expect([all.precision!.value, all.recall!.value]).toEqual([0.9, 0.9])
  })

  it('is no share of nobody: answers to what it asked say nothing of what it did by itself', () => {
    const { all } = qualityOf(1, [counts({ asked: { same: 7, different: 2 } })])
    expect(all).toMatchObject({ askedSame: 7, askedDifferent: 2, precision: null, recall: null })
  })

  it('is summed by source and by community, without those of which nobody looked at any', () => {
    const found = { joined: { same: 1, different: 0 } }
    const { bySource, byCommunity } = qualityOf(1, [
      counts({ ...found, source: 'births' }),
      counts({ ...found, source: 'births', community: 'polish' }),
      counts({ source: 'gp-links', community: 'turkish' }),
    ])
    expect(bySource.map(({ of, joinedRight }) => [of, joinedRight])).toEqual([['births', 2]])
    expect(byCommunity.map(({ of }) => of)).toEqual(['general', 'polish'])
  })

  it('lies within its interval, which is narrower the more were looked at', () => {
    const samples = fc.tuple(fc.nat(5_000), fc.nat(5_000)).filter(([a, b]) => a + b > 0)
    fc.assert(
      fc.property(samples, ([hits, others]) => {
        const [small, large] = [estimated(hits, hits + others)!, estimated(10 * hits, 10 * (hits + others))!]
        expect(small.low).toBeGreaterThanOrEqual(0)
        expect(small.high).toBeLessThanOrEqual(1)
        expect(small.low).toBeLessThanOrEqual(small.value)
        expect(small.value).toBeLessThanOrEqual(small.high)
        expect(large.high - large.low).toBeLessThanOrEqual(small.high - small.low)
      }),
    )
  })

  it('is that of Wilson', () => {
    expect(estimated(10, 10)).toEqual({ value: 1, low: 0.7225, high: 1 })
    expect(estimated(50, 100)).toEqual({ value: 0.5, low: 0.4038, high: 0.5962 })
  })
})
