import { describe, expect, it } from '@jest/globals'
import { pairsWithin } from './clusters.ts'
import { falseMergesWithin, recallByGroup, recallGap } from './groups.ts'
import { truthFromLabels } from './truth.ts'

// Two people of English names (rows 0-1 and 2-3), one of Polish (4-6), one alone of Welsh (7).
const LABELS = Uint32Array.of(1, 1, 2, 2, 3, 3, 3, 4)
const GROUPS = ['english', 'english', 'english', 'english', 'polish', 'polish', 'polish', 'welsh']
const TRUTH = truthFromLabels(LABELS)
const JOINED = { length: 4, left: [0, 2, 4, 5], right: [1, 3, 5, 7] }

describe('quality by group', () => {
  it('is worked out for each group by itself', () => {
    const byGroup = recallByGroup(JOINED, pairsWithin(LABELS), TRUTH, GROUPS)
    expect(byGroup.get('english')).toMatchObject({ truePositives: 2, falseNegatives: 0, recall: 1 })
    // Of the three Polish pairs one was found, and row 5 was joined to a stranger.
    expect(byGroup.get('polish')).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 2 })
    expect(byGroup.get('welsh')).toMatchObject({ truePositives: 0, falseNegatives: 0 })
  })

  it('tells how far the worst served group is behind, of those who have pairs to find', () => {
    const byGroup = recallByGroup(JOINED, pairsWithin(LABELS), TRUTH, GROUPS)
    expect(recallGap(byGroup)).toBeCloseTo(1 - 1 / 3, 12)
    expect(recallGap(new Map())).toBe(0)
  })
})

describe('false merges within a household', () => {
  it('counts joined pairs of two people who live together, and no others', () => {
    const households = ['a', 'a', 'a', 'b', 'c', 'c', 'c', 'd']
    // 0-1 is one person; 1-2 are two people of one home; 2-4 are strangers.
    const joined = { length: 3, left: [0, 1, 2], right: [1, 2, 4] }
    expect(falseMergesWithin(joined, TRUTH, households)).toBe(1)
  })
})
