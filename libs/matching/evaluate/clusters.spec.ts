import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { bCubed, clusterConfusion, pairsWithin } from './clusters.ts'
import { confusion } from './ranking.ts'
import { truthFromLabels } from './truth.ts'

// People A (rows 0-3), B (rows 4-6), C (row 7). The matcher made {0,1,2}, {3,4}, {5,6}, {7}.
const LABELS = Uint32Array.of(1, 1, 1, 1, 2, 2, 2, 3)
const CLUSTERS = Uint32Array.of(0, 0, 0, 3, 3, 5, 5, 7)

describe('clusters against the truth', () => {
  it('counts pairs as by hand', () => {
    // Joined: 3 + 1 + 1 = 5, of which 3 + 0 + 1 are right. True: 6 + 3 = 9.
    expect(clusterConfusion(CLUSTERS, LABELS)).toEqual({ truePositives: 4, falsePositives: 1, falseNegatives: 5 })
  })

  it('has B-cubed numbers as by hand', () => {
    // Precision by row: 1, 1, 1, 1/2, 1/2, 1, 1, 1: 7/8. Recall: 3/4 three times, 1/4, 1/3, 2/3 twice, 1: 31/6 of 8.
    const { precision, recall, f1 } = bCubed(CLUSTERS, LABELS)
    expect(precision).toBeCloseTo(7 / 8, 12)
    expect(recall).toBeCloseTo(31 / 48, 12)
    expect(f1).toBeCloseTo((2 * (7 / 8) * (31 / 48)) / (7 / 8 + 31 / 48), 12)
  })

  it('is perfect when clusters are the people, whatever they are called', () => {
    const renamed = LABELS.map((label) => 4_000_000_000 + label)
    expect(clusterConfusion(renamed, LABELS)).toEqual({ truePositives: 9, falsePositives: 0, falseNegatives: 0 })
    expect(bCubed(renamed, LABELS)).toEqual({ precision: 1, recall: 1, f1: 1 })
  })

  it('has nothing to say about no rows, and does not take lists of different length', () => {
    const none = new Uint32Array(0)
    expect(clusterConfusion(none, none)).toEqual({ truePositives: 0, falsePositives: 0, falseNegatives: 0 })
    expect(bCubed(none, none)).toEqual({ precision: 1, recall: 1, f1: 1 })
    expect(() => clusterConfusion(CLUSTERS, none)).toThrow(RangeError)
  })

  it('counts what listing the pairs one by one counts', () => {
    const row = fc.tuple(fc.nat(4), fc.nat(4))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 25 }), (rows) => {
        const clusters = Uint32Array.from(rows, ([cluster]) => cluster)
        const labels = Uint32Array.from(rows, ([, label]) => label)
        const listed = confusion(pairsWithin(clusters), truthFromLabels(labels))
        expect(clusterConfusion(clusters, labels)).toEqual(listed)
      }),
    )
  })
})
