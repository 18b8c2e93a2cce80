import { describe, expect, it } from '@jest/globals'
import { pairsWithin } from './clusters.ts'
import { foundByGroup, gap } from './groups.ts'

// Two people of English names (rows 0-1 and 2-3), one of Polish (4-6), one alone of Welsh (7).
const LABELS = Uint32Array.of(1, 1, 2, 2, 3, 3, 3, 4)
const GROUPS = ['english', 'english', 'english', 'english', 'polish', 'polish', 'polish', 'welsh']

describe('duplicates found by group', () => {
  it('are counted for each group by itself, where there are any to find', () => {
    const clusters = Uint32Array.of(0, 0, 2, 3, 4, 4, 6, 6)
    const shown = { length: 2, left: [2, 5], right: [3, 6] }
    expect([...foundByGroup(pairsWithin(LABELS), clusters, shown, GROUPS)]).toEqual([
      ['english', { truePairs: 2, automatic: 1 / 2, shown: 1, reachable: 1 }],
      ['polish', { truePairs: 3, automatic: 1 / 3, shown: 2 / 3, reachable: 1 }],
    ])
  })

  it('tell how far the worst served is behind the best', () => {
    expect(gap([0.9, 0.7, 0.8])).toBeCloseTo(0.2, 12)
    expect(gap([])).toBe(0)
  })
})
