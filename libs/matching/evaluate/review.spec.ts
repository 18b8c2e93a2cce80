import { describe, expect, it } from '@jest/globals'
import { pairsWithin } from './clusters.ts'
import { found } from './review.ts'

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
