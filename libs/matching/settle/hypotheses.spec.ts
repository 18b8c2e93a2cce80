import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { OpenKind } from '../score/open-kinds.ts'
import { absenceOf, bitsForOneChild, SURE, countedAs, type KnownTwo, type Way } from './hypotheses.ts'

const KINDS: readonly OpenKind[] = [
  ...(['variant', 'slip', 'initial', 'part', 'middle', 'two-slips', 'date', 'moved', 'moved-renamed'] as const),
]
const counted = (way: Way, children: number, pairs: number): KnownTwo => ({ children, pairs: new Map([[way, pairs]]) })
const missing = (absence: number, strangers: number | null = null) => ({ absence, strangers })

describe('one child against two', () => {
  it('is never settled by the pair alone: where nobody is expected, nobody’s absence counts', () => {
    for (const kind of KINDS.filter((one) => one !== 'two-slips'))
      expect(bitsForOneChild(kind, counted(kind, 0, 0), missing(1))).toBeLessThan(SURE)
  })

  it('is settled for a short form where hardly anybody is missing, unless twins of the list have such names', () => {
    expect(bitsForOneChild('variant', counted('variant', 20_000, 1), missing(0.03))).toBeGreaterThan(SURE)
    expect(bitsForOneChild('variant', counted('variant', 20_000, 20), missing(0.03))).toBeLessThan(SURE)
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
            bitsForOneChild(kind, counted(kind, children, pairs + more), missing(absence))
          expect(bits(1, a)).toBeLessThan(bits(0, a))
          expect(bits(0, Math.max(a, b))).toBeLessThanOrEqual(bits(0, Math.min(a, b)))
        },
      ),
    )
  })

  it('is settled for a slip in the name as for a short form, unless twins of the list have such names', () => {
    expect(bitsForOneChild('slip', counted('slip', 20_000, 0), missing(0.03))).toBeGreaterThan(SURE)
    expect(bitsForOneChild('slip', counted('slip', 20_000, 10), missing(0.03))).toBeLessThan(SURE)
  })

  it('is settled for who moved under a rare name, unless strangers of the list share rare names', () => {
    const bits = (strangers: number, pairs: number) =>
      bitsForOneChild('moved', counted('moved-named', 20_000, pairs), missing(0.03, strangers))
    expect(bits(0.0001, 0)).toBeGreaterThan(SURE)
    expect(bits(0.0001, 30)).toBeLessThan(SURE)
    for (const strangers of [0.0005, 0.003, 0.5]) expect(bits(strangers, 0)).toBeLessThan(SURE)
    expect(countedAs('moved', null)).toBe('moved')
  })

  it('is less likely the more strangers have the name', () => {
    const strangers = fc.double({ min: 0, max: 2, noNaN: true })
    fc.assert(
      fc.property(fc.nat(100_000), strangers, strangers, (children, a, b) => {
        const bits = (of: number) => bitsForOneChild('moved', counted('moved', children, 0), missing(0.03, of))
        expect(bits(Math.max(a, b))).toBeLessThanOrEqual(bits(Math.min(a, b)))
      }),
    )
  })

  it('takes nothing for certain: a share of missing records is above 0 and below 1', () => {
    expect(absenceOf(0, 0)).toBe(0.5)
    expect(absenceOf(0, 98)).toBe(0.01)
    expect(absenceOf(98, 98)).toBe(0.99)
  })
})
