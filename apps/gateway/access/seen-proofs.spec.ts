import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { PROOF_WINDOW_SECONDS } from './proofs.rules.ts'
import { SeenProofsService } from './seen-proofs.service.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const LONGEST_MS = 2 * PROOF_WINDOW_SECONDS * 1000

describe('a proof that was taken', () => {
  it('is not taken again for as long as its time could let it pass', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: LONGEST_MS }), { maxLength: 20 }), (later) => {
        const seen = new SeenProofsService()
        expect(seen.takeOnce('key', 'n-1', NOW)).toBe(true)
        for (const ms of later.sort((a, b) => a - b)) expect(seen.takeOnce('key', 'n-1', NOW + ms)).toBe(false)
      }),
    )
  })

  it('has a name that another key may use, and another name is another proof', () => {
    const seen = new SeenProofsService()
    const taken = [['a', 'n-1'] as const, ['b', 'n-1'] as const, ['a', 'n-2'] as const]
    expect(taken.map(([key, name]) => seen.takeOnce(key, name, NOW))).toEqual([true, true, true])
  })

  it('is not forgotten for another: when there is no room, that one is asked to come later', () => {
    const seen = new SeenProofsService()
    for (const name of ['n-1', 'n-2']) seen.takeOnce('key', name, NOW, 2)
    expect(() => seen.takeOnce('key', 'n-3', NOW + LONGEST_MS, 2)).toThrow('gateway')
    expect(seen.takeOnce('key', 'n-1', NOW + LONGEST_MS, 2)).toBe(false)
    expect(seen.takeOnce('key', 'n-3', NOW + LONGEST_MS + 1, 2)).toBe(true)
  })
})
