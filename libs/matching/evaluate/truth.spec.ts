import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pairsOf, truthFromLabels, truthFromLinks } from './truth.ts'

describe('truth', () => {
  it('counts the pairs of one list from its labels', () => {
    // Label 7 has rows 0, 2, 3: three pairs. Label 9 has rows 1 and 5: one pair. Label 4 has one row: none.
    const truth = truthFromLabels(Uint32Array.of(7, 9, 7, 7, 4, 9))
    expect(truth.pairs).toBe(4)
    expect(truth.has(0, 3)).toBe(true)
    expect(truth.has(0, 1)).toBe(false)
  })

  it('counts only pairs across two lists', () => {
    // Left: 1, 1, 2. Right: 1, 2, 2, 3. Label 1: 2 · 1; label 2: 1 · 2.
    expect(truthFromLabels(Uint32Array.of(1, 1, 2, 1, 2, 2, 3), 3).pairs).toBe(4)
  })

  it('counts a link once, however often and whichever way round it is listed', () => {
    const links = [
      [0, 4],
      [4, 0],
      [0, 4],
      [1, 3],
      [2, 2],
    ] as const
    const truth = truthFromLinks(links, 5)
    expect(truth.pairs).toBe(2)
    expect(truth.has(4, 0)).toBe(true)
    expect(truth.has(2, 2)).toBe(false)
    expect(truth.has(0, 3)).toBe(false)
  })

  it('does not take more rows than a pair can be one whole number of', () => {
    expect(() => truthFromLinks([], 100_000_000)).toThrow(RangeError)
  })

  it('counts as many pairs as there are when they are looked at one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }), fc.nat(30), (labels, split) => {
        const leftRows = Math.min(split, labels.length)
        const across = truthFromLabels(Uint32Array.from(labels), leftRows)
        const within = truthFromLabels(Uint32Array.from(labels))
        let pairs = 0
        let crossing = 0
        for (let a = 0; a < labels.length; a++)
          for (let b = a + 1; b < labels.length; b++) {
            if (labels[a] !== labels[b]) continue
            pairs++
            if (a < leftRows && b >= leftRows) crossing++
          }
        expect(within.pairs).toBe(pairs)
        if (leftRows < labels.length) expect(across.pairs).toBe(crossing)
      }),
    )
  })

  it('makes three pairs of three rows and none of one', () => {
    expect([1, 2, 3, 21].map(pairsOf)).toEqual([0, 1, 3, 210])
  })
})
