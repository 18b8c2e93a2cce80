import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Contradiction } from '../score/contradictions.ts'
import { WeighedPairs, type Weighed } from '../score/scored-pairs.ts'
import type { HumanDecision, PairJudge } from './agglomerate.ts'
import { bestLinks, oneToOneLinks, type Links } from './links.ts'

const JOIN = 1
const LISTS = { left: [0, 1, 2], right: [3, 4, 5] }
const TWINS: Contradiction = { reason: 'possible-twins', most: 0, isFinal: true }

const NOBODY: readonly HumanDecision[] = []

type Pair = readonly [left: number, right: number, bits: number]

function weighed(...pairs: readonly Pair[]): Weighed {
  const kept = new WeighedPairs()
  for (const pair of pairs) kept.add(...pair)
  return kept.done()
}

/** Knows pairs within a list, which are nobody's candidates. */
function judge(within: readonly Pair[] = [], twins: readonly string[] = []): PairJudge {
  return {
    weigh: (left, right) => within.find(([a, b]) => a === left && b === right)?.[2] ?? -10,
    contradiction: (left, right) => (twins.includes([left, right].sort().join('-')) ? TWINS : null),
    areAlike: (left, right) => left === right,
  }
}

function texts({ links, undecided }: Links): { links: string[]; undecided: string[] } {
  const text = (pairs: Links['links']): string[] => pairs.map(({ left, right }) => `${left}-${right}`)
  return { links: text(links), undecided: text(undecided) }
}

const anyPairs = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...LISTS.left), fc.constantFrom(...LISTS.right), fc.integer({ min: -3, max: 9 })),
  { selector: ([left, right]) => `${left}-${right}` },
)

describe('the best link of each row of the right list', () => {
  const best = (pairs: readonly Pair[], decisions = NOBODY, among = judge()) =>
    texts(bestLinks(weighed(...pairs), among, JOIN, decisions))

  it('is the left row with the most evidence, from the threshold on', () => {
    const pairs: Pair[] = [
      [0, 3, 9],
      [1, 3, 4],
      [1, 4, JOIN],
      [2, 5, JOIN - 0.01],
    ]
    expect(best(pairs)).toEqual({ links: ['0-3', '1-4'], undecided: [] })
  })

  it('is for a person to choose where a second left row is nearly as good', () => {
    const rivals: Pair[] = [
      [0, 3, 9],
      [1, 3, 6.5],
      [2, 3, 5],
    ]
    expect(best(rivals)).toEqual({ links: [], undecided: ['0-3', '1-3'] })
    expect(best([rivals[0]!, [1, 3, 6]])).toEqual({ links: ['0-3'], undecided: [] })
  })

  it('is not in doubt where the second is the same person by the same evidence', () => {
    const pairs: Pair[] = [
      [0, 3, 9],
      [1, 3, 9],
    ]
    expect(best(pairs, NOBODY, judge([[0, 1, 12]]))).toEqual({ links: ['0-3'], undecided: [] })
  })

  it('may be one left row for several rows of the right list', () => {
    const twice: Pair[] = [
      [0, 3, 9],
      [0, 4, 9],
    ]
    expect(best(twice)).toEqual({ links: ['0-3', '0-4'], undecided: [] })
  })

  it('is for a person to choose where rows of the right list that are two people would have one left row', () => {
    const twice: Pair[] = [
      [0, 3, 9],
      [0, 4, 9],
      [1, 5, 9],
    ]
    expect(best(twice, NOBODY, judge([], ['3-4']))).toEqual({ links: ['1-5'], undecided: ['0-3', '0-4'] })
  })

  it('is one at most', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { links, undecided } = bestLinks(weighed(...pairs), judge(), JOIN)
        const rights = links.map(({ right }) => right)
        expect(new Set(rights).size).toBe(rights.length)
        for (const { right } of undecided) expect(rights).not.toContain(right)
      }),
    )
  })

  it('is what a person has said, and nothing that a person has denied', () => {
    const pairs: Pair[] = [
      [0, 3, 9],
      [1, 3, 2],
      [2, 4, 9],
    ]
    expect(best(pairs, [{ left: 1, right: 3, same: true }]).links).toEqual(['1-3', '2-4'])
    expect(best(pairs, [{ left: 0, right: 3, same: false }]).links).toEqual(['1-3', '2-4'])
    expect(best(pairs, [{ left: 4, right: 2, same: false }]).links).toEqual(['0-3'])
    expect(best([], [{ left: 5, right: 2, same: true }]).links).toEqual(['2-5'])
  })

  it('is not in doubt because of a left row that a person has ruled out', () => {
    const pairs: Pair[] = [
      [0, 3, 9],
      [1, 3, 9],
    ]
    expect(best(pairs, [{ left: 0, right: 3, same: false }])).toEqual({ links: ['1-3'], undecided: [] })
  })
})

describe('links one to one', () => {
  const each = (pairs: readonly Pair[], decisions = NOBODY) => texts(oneToOneLinks(weighed(...pairs), JOIN, decisions))

  it('are the strongest first: who has found a partner is nobody else’s candidate', () => {
    const pairs: Pair[] = [
      [0, 3, 7],
      [0, 4, 9],
      [1, 3, 5],
      [1, 4, 8],
    ]
    expect(each(pairs)).toEqual({ links: ['0-4', '1-3'], undecided: [] })
  })

  it('leave ties to a person', () => {
    const tied: Pair[] = [
      [0, 3, 7],
      [1, 3, 7],
      [2, 4, 7],
    ]
    expect(each(tied)).toEqual({ links: ['2-4'], undecided: ['0-3', '1-3'] })
    expect(each([...tied, [0, 5, 6]]).links).toEqual(['2-4'])
  })

  it('need the evidence of the threshold', () => {
    expect(each([[0, 3, JOIN - 0.01]])).toEqual({ links: [], undecided: [] })
    expect(each([[0, 3, JOIN]])).toEqual({ links: ['0-3'], undecided: [] })
  })

  it('take each row of either list once at most', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { links, undecided } = oneToOneLinks(weighed(...pairs), JOIN)
        const rows = links.flatMap(({ left, right }) => [left, right])
        expect(new Set(rows).size).toBe(rows.length)
        for (const { left, right } of undecided) {
          expect(rows).not.toContain(left)
          expect(rows).not.toContain(right)
        }
      }),
    )
  })

  it('are what a person has said, and nothing that a person has denied', () => {
    const pairs: Pair[] = [
      [0, 3, 9],
      [1, 3, 2],
      [0, 4, 3],
    ]
    expect(each(pairs, [{ left: 1, right: 3, same: true }]).links).toEqual(['0-4', '1-3'])
    expect(each(pairs, [{ left: 3, right: 0, same: false }]).links).toEqual(['0-4', '1-3'])
  })
})
