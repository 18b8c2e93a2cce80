import { describe, expect, it } from '@jest/globals'
import { pairsWithin } from './clusters.ts'
import { found, foundByGroup, gap } from './review.ts'

describe('duplicates found by the engine or with a person', () => {
  // One child in rows 0 to 3, another in 4 and 5: seven true pairs. Joined: {0,1}, {2}, {3}, {4}, {5}.
  const truePairs = pairsWithin(Uint32Array.of(1, 1, 1, 1, 2, 2))
  const clusters = Uint32Array.of(0, 0, 2, 3, 4, 5)

  it('are counted as joined, as shown, and as reachable through a pair that is shown', () => {
    // Shown is 2-1, so that 0-2 is reachable too; 3 and 4-5 are lost.
    const shown = { length: 1, left: [2], right: [1] }
    expect(found(truePairs, clusters, shown)).toEqual({ automatic: 1 / 7, shown: 2 / 7, reachable: 3 / 7 })
  })

  it('are all found when there are none', () => {
    const none = { length: 0, left: [], right: [] }
    expect(found(none, clusters, none)).toEqual({ automatic: 1, shown: 1, reachable: 1 })
  })
})

describe('duplicates found by group', () => {
  // Two people of English names (rows 0-1 and 2-3), one of Polish (4-6), one alone of Welsh (7).
  const labels = Uint32Array.of(1, 1, 2, 2, 3, 3, 3, 4)
  const groups = ['english', 'english', 'english', 'english', 'polish', 'polish', 'polish', 'welsh']

  it('are counted for each group by itself, where there are any to find', () => {
    const clusters = Uint32Array.of(0, 0, 2, 3, 4, 4, 6, 6)
    const shown = { length: 2, left: [2, 5], right: [3, 6] }
    expect([...foundByGroup(pairsWithin(labels), clusters, shown, groups)]).toEqual([
      ['english', { truePairs: 2, automatic: 1 / 2, shown: 1, reachable: 1 }],
      ['polish', { truePairs: 3, automatic: 1 / 3, shown: 2 / 3, reachable: 1 }],
    ])
  })

  it('tell how far the worst served is behind the best', () => {
    expect(gap([0.9, 0.7, 0.8])).toBeCloseTo(0.2, 12)
    expect(gap([])).toBe(0)
  })
})
