import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { naiveRoot, someEntries, TileShelf } from './builders.ts'
import {
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from './index.ts'

const leaves = someEntries(1000).map(leafHash)
const rootOf = (size: number): Uint8Array => naiveRoot(leaves.slice(0, size))
const anotherBit = (bytes: Uint8Array, bit: number): Uint8Array => {
  const changed = Uint8Array.from(bytes)
  changed[Math.floor(bit / 8)]! ^= 1 << (bit % 8)
  return changed
}
const twoSizes = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.nat())
  .map(([size, place]) => [size, place % size] as const)

async function inclusionOf(index: number, size: number): Promise<InclusionClaim> {
  const proof = await inclusionProof(index, size, new TileShelf(leaves).read)
  return { leafHash: leaves[index]!, index, size, proof, root: rootOf(size) }
}

async function consistencyOf(from: number, to: number): Promise<ConsistencyClaim> {
  const proof = await consistencyProof(from, to, new TileShelf(leaves).read)
  return { from, fromRoot: rootOf(from), to, toRoot: rootOf(to), proof }
}

describe('a claim that an entry is in the log', () => {
  it('fails with any one bit of the leaf, of the root or of the proof changed', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(255), fc.nat(), async ([size, index], bit, place) => {
        const claim = await inclusionOf(index, size)
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, leafHash: anotherBit(claim.leafHash, bit) })).toBe(false)
        expect(verifyInclusion({ ...claim, root: anotherBit(claim.root, bit) })).toBe(false)
        const changed = place % Math.max(claim.proof.length, 1)
        const proof = claim.proof.map((hash, i) => (i === changed ? anotherBit(hash, bit) : hash))
        if (size > 1) expect(verifyInclusion({ ...claim, proof })).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('fails at every other index', async () => {
    for (const [index, size] of [
      [0, 300],
      [6, 7],
      [255, 256],
      [256, 300],
      [298, 299],
    ] as const) {
      const claim = await inclusionOf(index, size)
      const passing = [...Array(size + 2).keys()].filter((other) => verifyInclusion({ ...claim, index: other }))
      expect(passing).toEqual([index])
    }
  })

  it('fails against the root of every other size', async () => {
    const claim = await inclusionOf(5, 70)
    for (let size = 1; size <= 140; size++) {
      expect(verifyInclusion({ ...claim, size, root: rootOf(size) })).toBe(size === 70)
    }
  })

  it('fails with a proof that is longer, shorter or in another order', async () => {
    const claim = await inclusionOf(100, 300)
    const [first, second, ...rest] = claim.proof
    expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
    expect(verifyInclusion({ ...claim, proof: claim.proof.slice(0, -1) })).toBe(false)
    expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
    const higher = nodeHash(claim.leafHash, claim.root)
    expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.leafHash], root: higher })).toBe(false)
    expect(verifyInclusion({ ...claim, proof: [second!, first!, ...rest] })).toBe(false)
  })

  it('is false, and no exception, for hostile numbers and shapes', async () => {
    const claim = await inclusionOf(2, 8)
    expect(verifyInclusion({ ...claim, index: 2.5 })).toBe(false)
    expect(verifyInclusion({ ...claim, size: 8.5 })).toBe(false)
    for (const none of [-1, 0.5, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 60, 8, '3', null, undefined, {}]) {
      expect(verifyInclusion({ ...claim, index: none as number })).toBe(false)
      if (none !== 8) expect(verifyInclusion({ ...claim, size: none as number })).toBe(false)
    }
    const shapes = [null, 'abc', {}, [null], ['x'], [new Uint8Array(31)], Array(100_000).fill(claim.root)]
    for (const shape of shapes) expect(verifyInclusion({ ...claim, proof: shape as Uint8Array[] })).toBe(false)
    expect(verifyInclusion({ ...claim, root: new Uint8Array(31) })).toBe(false)
    expect(verifyInclusion({ ...claim, leafHash: null as unknown as Uint8Array })).toBe(false)
  })
})

describe('a claim that a log only grew', () => {
  let claim: ConsistencyClaim
  beforeAll(async () => void (claim = await consistencyOf(6, 300)))

  it('fails with any one bit of the roots or of the proof changed', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(255), fc.nat(), async ([to, before], bit, place) => {
        const from = before + 1
        const some = await consistencyOf(from, to)
        expect(verifyConsistency(some)).toBe(true)
        expect(verifyConsistency({ ...some, fromRoot: anotherBit(some.fromRoot, bit) })).toBe(false)
        expect(verifyConsistency({ ...some, toRoot: anotherBit(some.toRoot, bit) })).toBe(false)
        const changed = place % Math.max(some.proof.length, 1)
        const proof = some.proof.map((hash, i) => (i === changed ? anotherBit(hash, bit) : hash))
        if (from < to) expect(verifyConsistency({ ...some, proof })).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('fails against the roots of other sizes, and with them', () => {
    for (let from = 1; from <= 300; from++) {
      expect(verifyConsistency({ ...claim, from, fromRoot: rootOf(from) })).toBe(from === 6)
      expect(verifyConsistency({ ...claim, from })).toBe(from === 6)
    }
    for (let to = 7; to <= 400; to++) {
      expect(verifyConsistency({ ...claim, to, toRoot: rootOf(to) })).toBe(to === 300)
    }
  })

  it('fails with a proof that is longer or shorter', () => {
    expect(verifyConsistency({ ...claim, proof: [] })).toBe(false)
    expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
    expect(verifyConsistency({ ...claim, proof: claim.proof.slice(0, -1) })).toBe(false)
    expect(verifyConsistency({ ...claim, proof: [...claim.proof, claim.toRoot] })).toBe(false)
    const [fromRoot, toRoot] = [claim.fromRoot, claim.toRoot].map((root) => nodeHash(claim.toRoot, root))
    const higher = { ...claim, fromRoot: fromRoot!, toRoot: toRoot! }
    expect(verifyConsistency({ ...higher, proof: [...claim.proof, claim.toRoot] })).toBe(false)
  })

  it('needs no proof for one tree twice or for the empty one, and has to have none', () => {
    const root = rootOf(6)
    const same = { from: 6, fromRoot: root, to: 6, toRoot: root, proof: [] }
    expect(verifyConsistency(same)).toBe(true)
    expect(verifyConsistency({ ...same, proof: [root] })).toBe(false)
    expect(verifyConsistency({ ...same, toRoot: rootOf(7) })).toBe(false)
    const fromNone = { from: 0, fromRoot: EMPTY_ROOT, to: 6, toRoot: root, proof: [] }
    expect(verifyConsistency(fromNone)).toBe(true)
    expect(verifyConsistency({ ...fromNone, fromRoot: root })).toBe(false)
    expect(verifyConsistency({ ...fromNone, proof: [root] })).toBe(false)
    expect(verifyConsistency({ ...fromNone, to: 0, toRoot: EMPTY_ROOT })).toBe(true)
    expect(verifyConsistency({ ...fromNone, to: 0, fromRoot: root })).toBe(false)
  })

  it('is false, and no exception, for hostile numbers and shapes', () => {
    for (const none of [-1, 0.5, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 60, '3', null, undefined, {}]) {
      expect(verifyConsistency({ ...claim, from: none as number })).toBe(false)
      expect(verifyConsistency({ ...claim, to: none as number })).toBe(false)
    }
    expect(verifyConsistency({ ...claim, from: 301 })).toBe(false)
    const shapes = [null, 'abc', {}, [null], ['x'], [new Uint8Array(31)], Array(100_000).fill(claim.toRoot)]
    for (const shape of shapes) expect(verifyConsistency({ ...claim, proof: shape as Uint8Array[] })).toBe(false)
    expect(verifyConsistency({ ...claim, toRoot: new Uint8Array(33) })).toBe(false)
  })
})
