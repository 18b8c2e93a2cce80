import { describe, expect, it } from '@jest/globals'
import { isTried, rootsOfEverySize, someEntries, TileShelf } from './builders.ts'
import { inclusionProof, leafHash, verifyInclusion } from './index.ts'

const LARGEST = 300

describe('through its tiles', () => {
  it('every entry of every log of up to 300 is proven', async () => {
    const leaves = someEntries(LARGEST).map(leafHash)
    const roots = rootsOfEverySize(leaves)
    const { read } = new TileShelf(leaves)
    const failing: [number, number][] = []
    let nth = 0
    for (let size = 1; size <= LARGEST; size++) {
      for (let index = 0; index < size; index++) {
        if (!isTried(nth++)) continue
        const proof = await inclusionProof(index, size, read)
        const claim = { leafHash: leaves[index]!, index, size, proof, root: roots[size]! }
        if (!verifyInclusion(claim)) failing.push([index, size])
      }
    }
    expect(failing).toEqual([])
  })
})
