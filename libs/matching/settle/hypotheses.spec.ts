import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { OpenKind } from '../score/open-kinds.ts'
import { absenceOf, bitsForOneChild, SURE } from './hypotheses.ts'

const KINDS: readonly OpenKind[] = [
  ...(['variant', 'initial', 'part', 'middle', 'two-slips', 'date', 'moved', 'moved-renamed'] as const),
]
const counted = (kind: OpenKind, children: number, pairs: number) => ({ children, pairs: new Map([[kind, pairs]]) })

describe('one child against two', () => {
  it('is never settled by the pair alone: where nobody is expected, nobody’s absence counts', () => {
    for (const kind of KINDS.filter((one) => one !== 'two-slips'))
      expect(bitsForOneChild(kind, counted(kind, 0, 0), 1)).toBeLessThan(SURE)
  })

  it('is settled for a short form where hardly anybody is missing, unless twins of the list have such names', () => {
    expect(bitsForOneChild('variant', counted('variant', 20_000, 1), 0.03)).toBeGreaterThan(SURE)
    expect(bitsForOneChild('variant', counted('variant', 20_000, 20), 0.03)).toBeLessThan(SURE)
  })

  it('is less likely the more children who look alike are known to be two, and the more are missing', () => {
    const share = fc.double({ min: 0.001, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.nat(100_000),
        fc.nat(500),
        share,
        share,
        (kind, children, pairs, a, b) => {
          const bits = (more: number, absence: number) =>
            bitsForOneChild(kind, counted(kind, children, pairs + more), absence)
          expect(bits(1, a)).toBeLessThan(bits(0, a))
          expect(bits(0, Math.max(a, b))).toBeLessThanOrEqual(bits(0, Math.min(a, b)))
        },
      ),
    )
  })

  it('takes nothing for certain: a share of missing records is above 0 and below 1', () => {
    expect(absenceOf(0, 0)).toBe(0.5)
    expect(absenceOf(0, 98)).toBe(0.01)
    expect(absenceOf(98, 98)).toBe(0.99)
  })
})
