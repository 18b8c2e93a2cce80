import { describe, expect, it } from '@jest/globals'
import { fromHex, naiveRoot, someEntries, TileShelf, toHex } from './builders.ts'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  LogFault,
  tilePath,
  tilesOf,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'
import { CT_CONSISTENCY, CT_ENTRIES, CT_INCLUSION, CT_ROOTS } from './known-answers.ts'

const LARGEST = 2 ** 53 - 1
const leaves = someEntries(1000).map(leafHash)
async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return `${error.code} ${error.subject}`
  }
}

describe('the proofs of a tree', () => {
  it('are those that were published for the tree of certificate transparency', async () => {
    const shelf = new TileShelf(CT_ENTRIES.map(leafHash))
    for (const { index, size, proof } of CT_INCLUSION) {
      expect((await inclusionProof(index, size, shelf.read)).map(toHex)).toEqual(proof)
      const claim = { leafHash: leafHash(CT_ENTRIES[index]!), index, size, root: fromHex(CT_ROOTS[size]!) }
      expect(verifyInclusion({ ...claim, proof: proof.map(fromHex) })).toBe(true)
    }
    for (const { from, to, proof } of CT_CONSISTENCY) {
      expect((await consistencyProof(from, to, shelf.read)).map(toHex)).toEqual(proof)
      const roots = { fromRoot: fromHex(CT_ROOTS[from]!), toRoot: fromHex(CT_ROOTS[to]!) }
      expect(verifyConsistency({ from, to, ...roots, proof: proof.map(fromHex) })).toBe(true)
    }
  })

  it('read no tile twice, and none that the tree of that size does not have', async () => {
    const shelf = new TileShelf(someEntries(70_000).map(leafHash))
    for (const size of [1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000]) {
      const has = new Set([...tilesOf(size)].map(tilePath))
      for (const index of [0, Math.floor(size / 3), size - 1]) {
        shelf.asked.length = 0
        await inclusionProof(index, size, shelf.read)
        expect(shelf.asked.filter((path) => !has.has(path))).toEqual([])
        expect(new Set(shelf.asked).size).toBe(shelf.asked.length)
        shelf.asked.length = 0
        await consistencyProof(index + 1, size, shelf.read)
        expect(shelf.asked.filter((path) => !has.has(path))).toEqual([])
        expect(new Set(shelf.asked).size).toBe(shelf.asked.length)
      }
    }
  })

  it('may be made of full tiles where the tree has partial ones', async () => {
    const shelf = new TileShelf(leaves)
    const full = new TileShelf(leaves)
    const readFull = (tile: Parameters<typeof full.read>[0]) =>
      full.read(tile.level === 0 && tile.index === 1 ? { ...tile, width: 256 } : tile)
    expect(await inclusionProof(290, 300, readFull)).toEqual(await inclusionProof(290, 300, shelf.read))
  })

  it('of trees with many levels of tiles verify', async () => {
    const entries = someEntries(70_000).map(leafHash)
    const shelf = new TileShelf(entries)
    const root = naiveRoot(entries)
    for (const index of [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999]) {
      const proof = await inclusionProof(index, 70_000, shelf.read)
      expect(verifyInclusion({ leafHash: entries[index]!, index, size: 70_000, proof, root })).toBe(true)
    }
    for (const from of [1, 255, 256, 65_535, 65_536, 65_537, 69_888, 69_999]) {
      const proof = await consistencyProof(from, 70_000, shelf.read)
      const fromRoot = naiveRoot(entries.slice(0, from))
      expect(verifyConsistency({ from, fromRoot, to: 70_000, toRoot: root, proof })).toBe(true)
    }
  })

  it('reach the largest tree without 32-bit arithmetic', async () => {
    const same = leafHash(Uint8Array.of(7))
    const asked: number[] = []
    const read = async ({ level, index, width }: { level: number; index: number; width: number }) => {
      asked.push((index * 256 + width) * 256 ** level)
      return Uint8Array.from(Array.from({ length: width }, () => [...same]).flat())
    }
    expect(await inclusionProof(LARGEST - 1, LARGEST, read)).toHaveLength(52)
    expect(await inclusionProof(0, LARGEST, read)).toHaveLength(53)
    expect(await consistencyProof(2 ** 52, LARGEST, read)).toHaveLength(1)
    expect(await consistencyProof(2 ** 52 + 1, LARGEST, read)).toHaveLength(54)
    expect(Math.max(...asked)).toBeLessThanOrEqual(LARGEST)
  })

  it('are refused for numbers that are none and for tiles of another length', async () => {
    const { read } = new TileShelf(leaves)
    for (const none of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(await codeOf(inclusionProof(none, 5, read))).toBe('out-of-range index')
      expect(await codeOf(inclusionProof(0, none, read))).toBe('out-of-range size')
      expect(await codeOf(consistencyProof(none, 5, read))).toBe('out-of-range size')
      expect(await codeOf(consistencyProof(0, none, read))).toBe('out-of-range size')
    }
    expect(await codeOf(inclusionProof(5, 5, read))).toBe('out-of-range index')
    expect(await codeOf(consistencyProof(6, 5, read))).toBe('out-of-range size')
    for (const length of [0, 5 * 32 - 1, 5 * 32 + 1, 6 * 32, 8191]) {
      expect(await codeOf(inclusionProof(0, 5, async () => new Uint8Array(length)))).toBe('malformed tile')
    }
  })

  it('do not hide what went wrong with reading', async () => {
    const gone = new Error('gone')
    await expect(inclusionProof(0, 5, () => Promise.reject(gone))).rejects.toBe(gone)
  })
})
