import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { PROOF_WINDOW_SECONDS } from './proofs.rules.ts'
import { SeenProofs } from './seen-proofs.rules.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const LONGEST_MS = 2 * PROOF_WINDOW_SECONDS * 1000

describe('a proof that was taken', () => {
  it('is not taken again for as long as its time could let it pass, here or where another copy took it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: LONGEST_MS }), { maxLength: 20 }), (later) => {
        const [own, other] = [new SeenProofs(), new SeenProofs()]
        expect(own.take('n-1', NOW)).toBe(true)
        other.hear('n-1', NOW)
        for (const ms of later.sort((a, b) => a - b))
          expect([own, other].map((seen) => seen.take('n-1', NOW + ms))).toEqual([false, false])
      }),
    )
  })

  it('is not forgotten for another: when there is no room, that one is asked to come later', () => {
    const seen = new SeenProofs(2)
    for (const name of ['n-1', 'n-2']) seen.take(name, NOW)
    expect(() => seen.take('n-3', NOW + LONGEST_MS)).toThrow('gateway')
    expect(seen.take('n-1', NOW + LONGEST_MS)).toBe(false)
    expect(seen.take('n-3', NOW + LONGEST_MS + 1)).toBe(true)
  })

  it('of another copy never takes the room that our own need', () => {
    const seen = new SeenProofs(4)
    for (const name of ['o-1', 'o-2', 'o-3', 'o-4']) seen.hear(name, NOW)
    expect(['n-1', 'n-2', 'o-1'].map((name) => seen.take(name, NOW))).toEqual([true, true, false])
  })
})
