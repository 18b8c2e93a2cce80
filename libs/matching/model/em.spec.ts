import { describe, expect, it } from '@jest/globals'
import { EXACT, MISSING } from '../compare/level-cache.ts'
import { emPass, type Pass } from './em.ts'
import { patternsOf, type Patterns } from './patterns.ts'
import { Random } from './random.ts'

const NAMES = ['missing', 'exact', 'near', 'different']
const CODES = [NAMES, NAMES, NAMES, NAMES]
/** Of pairs of one person and of strangers, by code; the first field is the anchor. */
const M = [
  [0, 1, 0, 0],
  [0, 0.9, 0.06, 0.04],
  [0, 0.75, 0.15, 0.1],
  [0, 0.6, 0.1, 0.3],
]
const U = [
  [0, 1, 0, 0],
  [0, 0.02, 0.03, 0.95],
  [0, 0.05, 0.1, 0.85],
  [0, 0.2, 0.2, 0.6],
]
const PAIRS = 20_000
/** No field leans on another. */
const NOBODY = CODES.map(() => -1)

/** Pairs that a known model made: so many of one person, one value in ten missing. */
function madeBy(share: number): Patterns {
  const random = new Random(11)
  const codes = new Uint8Array(PAIRS * CODES.length)
  for (let pair = 0; pair < PAIRS; pair++) {
    const model = pair < share * PAIRS ? M : U
    model.forEach((shares, field) => {
      codes[pair * CODES.length + field] = field > 0 && random.below(10) === 0 ? MISSING : drawn(shares, random)
    })
  }
  return patternsOf(codes, CODES.length)
}

function drawn(shares: readonly number[], random: Random): number {
  let rest = random.below(1_000_000) / 1_000_000
  const code = shares.findIndex((share) => (rest -= share) < 0)
  return code < 0 ? EXACT : code
}

function learnedFrom(patterns: Patterns, u: readonly (readonly number[])[] = U): Pass | null {
  const shares = u.map((column) => Float64Array.from(column))
  return emPass(CODES, patterns, [0], { u: shares, dependence: { parents: NOBODY, uGiven: shares } })
}

describe('expectation maximisation over pairs that agree on an anchor', () => {
  it.each([0.6, 0.3, 0.05])('recovers the share of one person (%s) and how their other fields agree', (share) => {
    const { matches, counts } = learnedFrom(madeBy(share))!
    expect(Math.abs(matches / PAIRS - share)).toBeLessThan(0.02)
    for (const field of [1, 2, 3]) {
      const known = counts.all[field]!.slice(EXACT)
      const total = known.reduce((sum, count) => sum + count, 0)
      known.forEach((count, i) => expect(Math.abs(count / total - M[field]![EXACT + i]!)).toBeLessThan(0.04))
    }
  })

  it('learns nothing from fewer than ten pairs', () => {
    const few = (pairs: number): Patterns => patternsOf(new Uint8Array(pairs * CODES.length).fill(EXACT), CODES.length)
    expect(learnedFrom(few(9))).toBeNull()
    expect(learnedFrom(few(10))).not.toBeNull()
  })

  it('learns nothing where the anchors are all there is', () => {
    const shares = U.map((column) => Float64Array.from(column))
    const chance = { u: shares, dependence: { parents: NOBODY, uGiven: shares } }
    expect(emPass(CODES, madeBy(0.5), [0, 1, 2, 3], chance)).toBeNull()
  })

  it('stops where it cannot converge', () => {
    const nowhere = U.map((column) => column.map(() => Number.NaN))
    expect(learnedFrom(madeBy(0.5), nowhere)).not.toBeNull()
  })

  it('stays finite where strangers never agree and where they always do', () => {
    for (const share of [0, 1e-300, 1]) {
      const odd = U.map((column) => column.map(() => share))
      const { matches, counts } = learnedFrom(madeBy(0.5), odd)!
      expect(matches).toBeGreaterThanOrEqual(0)
      expect(matches).toBeLessThanOrEqual(PAIRS * (1 + 1e-9))
      expect(counts.all.every((column) => column.every(Number.isFinite))).toBe(true)
    }
  })
})

describe('pairs taken together', () => {
  it.each([3, 14])('are counted by pattern, of %s fields', (width) => {
    const [a, b] = [Array.from({ length: width }, (_, i) => i % 9), Array.from({ length: width }, () => 15)]
    const { count, codes, pairs } = patternsOf(Uint8Array.from([...a, ...b, ...a, ...a]), width)
    expect(count).toBe(2)
    expect([...pairs]).toEqual([3, 1])
    expect([...codes]).toEqual([...a, ...b])
  })
})
