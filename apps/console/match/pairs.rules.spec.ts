import { describe, expect, it } from '@jest/globals'
import type { UnsurePair } from '@contactpoint/matching'
import { openPairs, pairsAbove } from './pairs.rules.ts'

const PAIRS = {
  length: 4,
  left: Uint32Array.of(0, 0, 1, 4),
  right: Uint32Array.of(2, 5, 3, 5),
  weight: Float32Array.of(1, 2, 0, -1),
  probability: Float32Array.of(0.75, 0.8, 0.5, 0.25),
}

function unsure(left: number, right: number): UnsurePair {
  return { left, right, reason: 'between-thresholds' }
}

describe('pairs that a person must decide', () => {
  it('have the weight that they were scored with, wherever they stand', () => {
    const found = openPairs([unsure(4, 5), unsure(0, 5), unsure(0, 2), unsure(1, 3)], PAIRS)
    expect(found.map(({ left, right, weight }) => [left, right, weight])).toEqual([
      [4, 5, -1],
      [0, 5, 2],
      [0, 2, 1],
      [1, 3, 0],
    ])
    expect(found[0]!.probability).toBe(0.25)
  })

  it('have none when they were not scored', () => {
    expect(openPairs([unsure(0, 3), unsure(9, 10)], PAIRS)).toEqual([unsure(0, 3), unsure(9, 10)])
  })

  it('are not those which somebody has decided, whichever way round', () => {
    const decisions = [{ left: 5, right: 4, same: false }]
    expect(openPairs([unsure(4, 5), unsure(0, 2)], PAIRS, decisions).map(({ left }) => left)).toEqual([0])
  })
})

describe('pairs above the floor', () => {
  it('are all without one, and otherwise those that are more probable', () => {
    expect(pairsAbove(PAIRS, undefined)).toBe(PAIRS)
    const above = pairsAbove(PAIRS, 0.5)
    expect(above).toMatchObject({ length: 2, left: Uint32Array.of(0, 0), right: Uint32Array.of(2, 5) })
    expect([...above.weight]).toEqual([1, 2])
  })
})
