import { describe, expect, it } from '@jest/globals'
import { isTried, rootsOfEverySize, someEntries, TileShelf } from './builders.ts'
import { consistencyProof, leafHash, verifyConsistency } from './index.ts'

const LARGEST = 300

describe('through its tiles', () => {
  it('every log of up to 300 is proven to begin every larger one', async () => {
    const leaves = someEntries(LARGEST).map(leafHash)
    const roots = rootsOfEverySize(leaves)
    const { read } = new TileShelf(leaves)
    const failing: [number, number][] = []
    let nth = 0
    for (let to = 0; to <= LARGEST; to++) {
      for (let from = 0; from <= to; from++) {
        if (!isTried(nth++)) continue
        const proof = await consistencyProof(from, to, read)
        const claim = { from, fromRoot: roots[from]!, to, toRoot: roots[to]!, proof }
        if (!verifyConsistency(claim)) failing.push([from, to])
      }
    }
    expect(failing).toEqual([])
  })
})
