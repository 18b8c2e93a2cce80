import { Fault } from '@contactpoint/contracts'
import { mayPass } from '@contactpoint/mongo'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { afterFailure, isTold, newBatch, rowsIn, toldAt, toListed, toReport, untold } from './batches.rules.ts'
import type { Batch } from './batches.schema.ts'

const pausesOf = (error: unknown): number[] => {
  const pauses: number[] = []
  for (let attempts = 0; pauses.length < 8;) {
    const after = afterFailure(attempts, mayPass(error))
    pauses.push(after.pauseMs)
    attempts = after.attempts
  }
  return pauses
}

describe('a batch that could not go on', () => {
  it('is tried again soon, however often, while somebody is away: a service, or the store', () => {
    const storeIsAway = Object.assign(new Error('the socket closed'), { name: 'MongoNetworkError' })
    expect(new Set(pausesOf(Fault.unavailable('directory')))).toEqual(new Set([2_000]))
    expect(new Set(pausesOf(storeIsAway))).toEqual(new Set([2_000]))
  })

  it('is tried less and less often, and at least every minute, where nobody comes back by himself', () => {
    const pauses = pausesOf(new Fault('internal', 'x'))
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })
})

describe('the time at which a supplier is told what became of a file (F3)', () => {
  const closedAt = new Date('2026-11-28T10:00:00Z')
  const after = (ms: number): Date => new Date(closedAt.getTime() + ms)
  const usual = fc.integer({ min: 1, max: 1_000_000 })
  const counts = fc.record({
    waiting: fc.constant(0),
    ...{ created: fc.nat(50), updated: fc.nat(50), unchanged: fc.nat(50), parked: fc.nat(50), refused: fc.nat(50) },
  })
  const aBatch = (given: Partial<Batch>): Batch => ({
    ...newBatch({ _id: 'b', source: 'school-census', supplier: 's', organisation: 'o', isPreview: false }, closedAt),
    ...{ state: 'applied', closedAt, endedAt: closedAt, ...given },
  })

  it('is the same however long the work took, up to the usual time', () => {
    fc.assert(
      fc.property(usual, fc.double({ min: 0, max: 1, noNaN: true }), (usualMs, share) => {
        expect(toldAt({ closedAt, endedAt: after(usualMs * share) }, usualMs)).toBe(closedAt.getTime() + usualMs)
      }),
    )
  })

  it('is that of a file that is taken back too, from when somebody has said so: until then it is still being taken back', () => {
    fc.assert(
      fc.property(usual, fc.double({ min: 0, max: 1, noNaN: true }), counts, (usualMs, share, given) => {
        const at = after(Math.floor((usualMs - 1) * share))
        const done = aBatch({ state: 'rolled-back', counts: given, endedAt: at })
        const under = aBatch({ state: 'rolling-back', counts: given, endedAt: null })
        expect(isTold(done, usualMs, at)).toBe(false)
        expect(toReport(untold(done, usualMs, at), [])).toEqual(toReport(under, []))
        expect(isTold(done, usualMs, after(usualMs))).toBe(true)
      }),
    )
  })

  it('is never before the end, and few different ones however long it took', () => {
    fc.assert(
      fc.property(usual, fc.double({ min: 0, max: 1_000, noNaN: true }), (usualMs, times) => {
        const endedAt = after(usualMs * times)
        const told = toldAt({ closedAt, endedAt }, usualMs)
        expect(told).toBeGreaterThanOrEqual(endedAt.getTime())
        const step = Math.log((told - closedAt.getTime()) / usualMs) / Math.log(1.5)
        expect(Math.abs(step - Math.round(step))).toBeLessThan(1e-6)
      }),
    )
  })

  it('tells nothing before: what is seen of a file depends on its rows and the time alone', () => {
    const end = fc.record({ state: fc.constantFrom('delivering' as const, 'applied' as const), counts })
    fc.assert(
      fc.property(usual, end, end, fc.double({ min: 0, max: 0.999, noNaN: true }), (usualMs, one, other, share) => {
        const missing = rowsIn(one.counts) - rowsIn(other.counts)
        const alike = { ...other.counts, created: other.counts.created + missing }
        fc.pre(alike.created >= 0)
        const now = after(usualMs * share)
        const seen = [one, { ...other, counts: alike }].map((given) => {
          const batch = aBatch({ ...given, endedAt: given.state === 'applied' ? closedAt : null })
          return isTold(batch, usualMs, now) || toReport(untold(batch, usualMs, now), [])
        })
        expect(seen[0]).toEqual(seen[1])
        expect(seen[0]).not.toBe(true)
      }),
    )
  })

  it('is the same in the history of files: neither a state, nor an end, nor a count tells more', () => {
    fc.assert(
      fc.property(usual, counts, fc.double({ min: 0, max: 0.999, noNaN: true }), (usualMs, given, share) => {
        const listed = (batch: Batch, at: number) => toListed(batch, usualMs, after(at))
        const going = aBatch({ state: 'delivering', counts: given, endedAt: null })
        const ended = (share2: number) => aBatch({ counts: given, endedAt: after(usualMs * share2) })
        expect(listed(ended(0), usualMs * share)).toEqual(listed(going, usualMs * share))
        const told = listed(ended(share), usualMs)
        expect(told).toMatchObject({ state: 'applied', endedAt: after(usualMs).toISOString(), withdrawn: null })
        expect(told).toEqual(listed(ended(0), usualMs))
      }),
    )
  })

  it('is at once for a file that was refused as a whole, which tells of itself only', () => {
    expect(isTold(aBatch({ state: 'refused' }), 1_000_000, closedAt)).toBe(true)
  })
})
