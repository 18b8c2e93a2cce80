import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Contradiction } from '../score/contradictions.ts'
import { WeighedPairs, type Weighed } from '../score/scored-pairs.ts'
import { Agglomeration, type HumanDecision, type PairJudge } from './agglomerate.ts'

const JOIN = 1
const TWINS: Contradiction = { reason: 'possible-twins', most: 0, isFinal: true }
const RELATIVES: Contradiction = { reason: 'possible-relatives', most: 0, isFinal: false }

interface Evidence {
  /** Bits by pair, as `0-1`; of other pairs `otherwise`. */
  readonly bits: Readonly<Record<string, number>>
  readonly otherwise?: number
  readonly rules?: Readonly<Record<string, Contradiction>>
  readonly decisions?: readonly HumanDecision[]
}

/** The clusters as texts of row numbers, `0 1 2`; all pairs with evidence are candidates. */
function clusters(rows: number, evidence: Evidence): string[] {
  const { bits, otherwise = -10, rules = {}, decisions } = evidence
  const judge: PairJudge = {
    weigh: (left, right) => bits[`${left}-${right}`] ?? otherwise,
    contradiction: (left, right) => rules[`${Math.min(left, right)}-${Math.max(left, right)}`] ?? null,
    areAlike: () => false,
  }
  return texts(new Agglomeration(rows, judge, JOIN, decisions).run(weighed(bits)))
}

function weighed(bits: Readonly<Record<string, number>>): Weighed {
  const kept = new WeighedPairs()
  for (const [pair, weight] of Object.entries(bits)) {
    const [left, right] = pair.split('-').map(Number)
    kept.add(left!, right!, weight)
  }
  return kept.done()
}

function texts(lowest: Uint32Array): string[] {
  return [...Map.groupBy(lowest.keys(), (row) => lowest[row]!).values()].map((rows) => rows.join(' '))
}

describe('clusters', () => {
  it('hold records that agree, named by their lowest row', () => {
    expect(clusters(4, { bits: { '0-2': 8, '1-3': 5 } })).toEqual(['0 2', '1 3'])
    const pairs = weighed({ '1-3': 8, '3-4': 8, '1-4': 8 })
    const judge: PairJudge = { weigh: () => 8, contradiction: () => null, areAlike: () => true }
    expect([...new Agglomeration(5, judge, JOIN).run(pairs)]).toEqual([0, 1, 2, 1, 1])
  })

  it('join from the threshold on', () => {
    expect(clusters(4, { bits: { '0-1': JOIN, '2-3': JOIN - 0.01 } })).toEqual(['0 1', '2', '3'])
  })

  it('do not chain: A and B, B and C agree, but A and C do not', () => {
    expect(clusters(3, { bits: { '0-1': 9, '1-2': 6 }, otherwise: -12 })).toEqual(['0 1', '2'])
  })

  it('take records that people joined for one, whom copies of either still join', () => {
    // 0 and 2 differ, but somebody knows that they are one child; 1 is a copy of 0 and 3 one of 2.
    const decisions = [{ left: 0, right: 2, same: true }]
    const bits = { '0-1': 12, '2-3': 12 }
    expect(clusters(4, { bits, otherwise: -15, decisions })).toEqual(['0 1 2 3'])
    expect(clusters(4, { bits, otherwise: -15 })).toEqual(['0 1', '2 3'])
  })

  it('join A, B and C where the evidence for them all outweighs the pair that hardly agrees', () => {
    expect(clusters(3, { bits: { '0-1': 9, '1-2': 6, '0-2': -3 } })).toEqual(['0 1 2'])
  })

  it('are neither carried nor sunk by a single pair', () => {
    expect(clusters(3, { bits: { '0-1': 50, '1-2': 1000, '0-2': 14 } })).toEqual(['0 1 2'])
    expect(clusters(3, { bits: { '0-1': 9, '1-2': 8, '0-2': -1000 } })).toEqual(['0 1', '2'])
    expect(clusters(3, { bits: { '0-1': 30, '1-2': 20, '0-2': -1000 } })).toEqual(['0 1 2'])
    expect(clusters(3, { bits: { '0-1': 2000, '1-2': 1000, '0-2': -14.9 }, otherwise: -1000 })).toEqual(['0 1 2'])
    expect(clusters(4, { bits: { '0-1': 2000, '2-3': 2000, '1-2': 1000 }, otherwise: -12 })).toEqual(['0 1', '2 3'])
  })

  it('never hold a final contradiction, whatever the evidence', () => {
    expect(clusters(2, { bits: { '0-1': 20 }, rules: { '0-1': TWINS } })).toEqual(['0', '1'])
    const bits = { '0-1': 20, '1-2': 19, '0-2': 18 }
    expect(clusters(3, { bits, rules: { '0-2': TWINS } })).toEqual(['0 1', '2'])
  })

  it('outweigh a contradiction that is not final', () => {
    expect(clusters(3, { bits: { '0-1': 20, '1-2': 19, '0-2': 0 }, rules: { '0-2': RELATIVES } })).toEqual(['0 1 2'])
  })

  describe('leave alone a record', () => {
    const rules = { '1-2': TWINS }

    it('that is nearly as likely either of two people: J beside Jack and James', () => {
      expect(clusters(3, { bits: { '0-1': 20, '0-2': 17.1 }, rules })).toEqual(['0', '1', '2'])
      expect(clusters(3, { bits: { '0-1': 20, '0-2': 16.9 }, rules })).toEqual(['0 1', '2'])
    })

    it('whose copy would bring it to one of them', () => {
      const bits = { '0-1': 18, '0-2': 17, '0-3': 30, '1-3': 18, '2-3': 17 }
      expect(clusters(4, { bits, rules })).toEqual(['0 3', '1', '2'])
    })

    it('but not when the other is of the same person, or no rule tells them apart', () => {
      expect(clusters(3, { bits: { '0-1': 20, '0-2': 19, '1-2': 15 } })).toEqual(['0 1 2'])
      expect(clusters(3, { bits: { '0-1': 10, '0-2': 9, '1-2': -14 } })).toEqual(['0 1', '2'])
    })
  })

  it('never hold a final contradiction, however many records they have', () => {
    const many = 120
    const bits = Object.fromEntries(
      Array.from({ length: many }, (_, row) => [`${row}-${row + 1}`, 20 - row / 100] as const),
    )
    for (const odd of [1, 37, 64, 119]) {
      const rules = { [`${odd}-${many}`]: TWINS }
      expect(clusters(many + 1, { bits, otherwise: 15, rules })).not.toContain(
        Array.from({ length: many + 1 }, (_, row) => row).join(' '),
      )
    }
  })

  it('never hold a final contradiction, for any evidence and any rules', () => {
    const pair = fc.tuple(fc.nat(7), fc.nat(7)).filter(([a, b]) => a < b)
    const bits = fc.dictionary(
      pair.map(([a, b]) => `${a}-${b}`),
      fc.integer({ min: -20, max: 30 }),
    )
    const ruled = fc.dictionary(
      pair.map(([a, b]) => `${a}-${b}`),
      fc.constant(TWINS),
    )
    fc.assert(
      fc.property(bits, ruled, (evidence, rules) => {
        const found = clusters(8, { bits: evidence, rules, otherwise: 5 }).map((text) => text.split(' '))
        for (const contradicted of Object.keys(rules)) {
          const [a, b] = contradicted.split('-')
          expect(found.some((rows) => rows.includes(a!) && rows.includes(b!))).toBe(false)
        }
      }),
    )
  })

  it('do not depend on the order of the pairs, where none weigh the same', () => {
    const weights = fc.uniqueArray(fc.integer({ min: -200, max: 300 }), { minLength: 15, maxLength: 15 })
    fc.assert(
      fc.property(weights, fc.integer(), (values, seed) => {
        const pairs = [0, 1, 2, 3, 4, 5].flatMap((a) => [0, 1, 2, 3, 4, 5].filter((b) => b > a).map((b) => `${a}-${b}`))
        const all = pairs.map((pair, i) => [pair, values[i]! / 10] as const)
        const mixed = all.map((one, i) => ({ one, key: Math.sin(seed + i) })).sort((a, b) => a.key - b.key)
        const again = Object.fromEntries(mixed.map(({ one }) => one))
        expect(clusters(6, { bits: again })).toEqual(clusters(6, { bits: Object.fromEntries(all) }))
      }),
    )
  })
})

describe('what a person has decided', () => {
  it('joins two records whatever the evidence and the rules say', () => {
    const decisions = [{ left: 0, right: 1, same: true }]
    expect(clusters(2, { bits: {}, decisions })).toEqual(['0 1'])
    expect(clusters(2, { bits: { '0-1': 0 }, rules: { '0-1': TWINS }, decisions })).toEqual(['0 1'])
  })

  it('keeps two records apart whatever the evidence says, and whichever of them is named first', () => {
    for (const [left, right] of [
      [0, 1],
      [1, 0],
    ] as const)
      expect(clusters(2, { bits: { '0-1': 25 }, decisions: [{ left, right, same: false }] })).toEqual(['0', '1'])
  })

  it('keeps apart also what a third record would bring together', () => {
    const decisions = [{ left: 0, right: 2, same: false }]
    expect(clusters(3, { bits: { '0-1': 25, '1-2': 24, '0-2': 23 }, decisions })).toEqual(['0 1', '2'])
  })

  it('holds for all the records of which a person has decided that they are one', () => {
    const decisions = [
      { left: 0, right: 1, same: true },
      { left: 1, right: 2, same: false },
    ]
    expect(clusters(3, { bits: { '0-2': 25, '1-2': 20 }, decisions })).toEqual(['0 1', '2'])
  })

  it('survives any evidence', () => {
    const pair = fc.tuple(fc.nat(6), fc.nat(6)).filter(([a, b]) => a < b)
    const bits = fc.dictionary(
      pair.map(([a, b]) => `${a}-${b}`),
      fc.integer({ min: -20, max: 30 }),
    )
    fc.assert(
      fc.property(bits, pair, pair, (evidence, [a, b], [c, d]) => {
        fc.pre(a !== c || b !== d)
        const decisions = [
          { left: a, right: b, same: true },
          { left: c, right: d, same: false },
        ]
        const found = clusters(7, { bits: evidence, otherwise: 3, decisions }).map((text) =>
          text.split(' ').map(Number),
        )
        expect(found.some((rows) => rows.includes(a) && rows.includes(b))).toBe(true)
        expect(found.some((rows) => rows.includes(c) && rows.includes(d))).toBe(false)
      }),
    )
  })
})
