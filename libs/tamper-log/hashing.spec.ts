import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fromHex, naiveRoot, toHex } from './builders.ts'
import { EMPTY_ROOT, equalBytes, leafHash, LogFault, nodeHash } from './index.ts'
import { CT_ENTRIES, CT_ROOTS } from './known-answers.ts'
import { perfectRoot } from './perfect-root.ts'

const sha256 = (...parts: Uint8Array[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('the hashes of the tree', () => {
  it('are those of the tree that certificate transparency is tested with', () => {
    const leaves = CT_ENTRIES.map(leafHash)
    expect(toHex(EMPTY_ROOT)).toBe(CT_ROOTS[0])
    expect(toHex(leaves[0]!)).toBe(CT_ROOTS[1])
    expect(toHex(nodeHash(leaves[0]!, leaves[1]!))).toBe(CT_ROOTS[2])
    expect(toHex(naiveRoot(leaves))).toBe(CT_ROOTS[8])
  })

  it('are of the prefix and what follows, however long the entry', () => {
    for (const length of [0, 1, 31, 32, 33, 64, 65_535, 65_536, 200_000]) {
      const entry = new Uint8Array(length).fill(7)
      expect(toHex(leafHash(entry))).toBe(sha256(Uint8Array.of(0), entry))
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), aHash, aHash, (entry, left, right) => {
        expect(toHex(leafHash(entry))).toBe(sha256(Uint8Array.of(0), entry))
        expect(toHex(nodeHash(left, right))).toBe(sha256(Uint8Array.of(1), left, right))
      }),
    )
  })

  it('never make an entry pass for a node', () => {
    const [left, right] = [leafHash(fromHex('00')), leafHash(fromHex('10'))]
    expect(toHex(leafHash(Uint8Array.of(...left, ...right)))).not.toBe(toHex(nodeHash(left, right)))
  })

  it('stay as they are when more are made', () => {
    const first = leafHash(fromHex('00'))
    const before = toHex(first)
    for (let i = 0; i < 1000; i++) leafHash(Uint8Array.of(i % 256))
    expect(toHex(first)).toBe(before)
  })

  it('are of 32 bytes, and a node has two', () => {
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(32))).toThrow(LogFault)
    expect(() => nodeHash(new Uint8Array(32), new Uint8Array(33))).toThrow(LogFault)
  })

  it('of a perfect tree need not be told from its leaves by recursion', () => {
    for (const count of [1, 2, 4, 128, 256]) {
      const leaves = Array.from({ length: count }, (_, i) => leafHash(Uint8Array.of(i)))
      const bytes = Uint8Array.from(Buffer.concat(leaves))
      const before = toHex(bytes)
      expect(toHex(perfectRoot(bytes))).toBe(toHex(naiveRoot(leaves)))
      expect(toHex(bytes)).toBe(before)
    }
    for (const length of [0, 31, 33, 96, 192]) expect(() => perfectRoot(new Uint8Array(length))).toThrow(LogFault)
  })

  it('are equal when all their bytes are', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false)
  })
})
