import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { naiveRoot, someEntries, toHex } from './builders.ts'
import { CompactRange, EMPTY_ROOT, leafHash, LogFault } from './index.ts'
import { CT_ENTRIES, CT_ROOTS } from './known-answers.ts'

const leaves = someEntries(600).map(leafHash)

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return `${error.code} ${error.subject}`
  }
}

describe('the right edge of a tree', () => {
  it('has the published roots', () => {
    const range = new CompactRange()
    expect(toHex(range.root())).toBe(CT_ROOTS[0])
    for (const [index, entry] of CT_ENTRIES.entries()) {
      range.append(leafHash(entry))
      expect(range.size).toBe(index + 1)
      expect(toHex(range.root())).toBe(CT_ROOTS[index + 1])
    }
  })

  it('has at every size the root that the definition gives', () => {
    const range = new CompactRange()
    for (let size = 0; size <= 300; size++) {
      expect(toHex(range.root())).toBe(toHex(naiveRoot(leaves.slice(0, size))))
      range.append(leaves[size]!)
    }
  })

  it('goes on from where it was stored', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (one, other) => {
        const [stored, size] = [Math.min(one, other), Math.max(one, other)]
        const before = new CompactRange()
        for (const leaf of leaves.slice(0, stored)) before.append(leaf)
        const after = CompactRange.of(before.size, before.hashes)
        for (const leaf of leaves.slice(stored, size)) after.append(leaf)
        expect(toHex(after.root())).toBe(toHex(naiveRoot(leaves.slice(0, size))))
        expect(before.size).toBe(stored)
      }),
    )
  })

  it('shares no bytes with whoever stored it', () => {
    const range = new CompactRange()
    range.append(leafHash(CT_ENTRIES[0]!))
    const stored = range.hashes
    const restored = CompactRange.of(1, stored)
    stored[0]!.fill(0)
    expect(toHex(range.root())).toBe(CT_ROOTS[1])
    expect(toHex(restored.root())).toBe(CT_ROOTS[1])
  })

  it('of the largest tree is full', () => {
    const hashes = Array.from({ length: 53 }, (_, i) => leafHash(Uint8Array.of(i)))
    const range = CompactRange.of(2 ** 53 - 1, hashes)
    expect(codeOf(() => range.append(leaves[0]!))).toBe('out-of-range size')
    const nearly = CompactRange.of(2 ** 53 - 2, hashes.slice(0, 52))
    nearly.append(leaves[0]!)
    expect(nearly.size).toBe(2 ** 53 - 1)
    expect(nearly.hashes).toHaveLength(53)
    const perfect = CompactRange.of(2 ** 40 - 1, hashes.slice(0, 40))
    perfect.append(leaves[0]!)
    expect([perfect.size, perfect.hashes.length]).toEqual([2 ** 40, 1])
  })

  it('is refused when size and hashes do not belong together', () => {
    const hash = leaves[0]!
    for (const size of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(codeOf(() => CompactRange.of(size, []))).toBe('out-of-range size')
    }
    expect(codeOf(() => CompactRange.of(3, [hash]))).toBe('malformed hash')
    expect(codeOf(() => CompactRange.of(2 ** 40, [hash, hash]))).toBe('malformed hash')
    expect(codeOf(() => CompactRange.of(1, [hash.subarray(1)]))).toBe('malformed hash')
    expect(codeOf(() => new CompactRange().append(hash.subarray(1)))).toBe('malformed hash')
    expect(CompactRange.of(2 ** 40, [hash]).root()).toEqual(hash)
    expect(CompactRange.of(0, []).root()).toEqual(EMPTY_ROOT)
  })
})
