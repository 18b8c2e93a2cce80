import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { filesOf, naiveRoot, someEntries, toHex } from './builders.ts'
import { bundlePath, leafHash, LogFault, parseTilePath, tilePath, tileRoot, tilesOf, type Tile } from './index.ts'

const refuses = (path: string): boolean => {
  try {
    parseTilePath(path)
    return false
  } catch (error) {
    return error instanceof LogFault && error.code === 'malformed'
  }
}
const anIndex = fc.oneof(fc.nat(2000), fc.nat(), fc.maxSafeNat())
const aWidth = fc.integer({ min: 1, max: 256 })

describe('the path of a tile', () => {
  it('has its index in elements of three digits', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1')
    expect(tilePath({ level: 63, index: 1000, width: 255 })).toBe('tile/63/x001/000.p/255')
    expect(bundlePath(999, 256)).toBe('tile/entries/999')
    expect(bundlePath(273, 112)).toBe('tile/entries/273.p/112')
    expect(bundlePath(2 ** 53 - 1, 256)).toBe('tile/entries/x009/x007/x199/x254/x740/991')
  })

  it('leads back to the tile or bundle', () => {
    fc.assert(
      fc.property(fc.nat(63), anIndex, aWidth, (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width })
        expect(parseTilePath(bundlePath(index, width))).toEqual({ level: 'entries', index, width })
      }),
    )
  })

  it('is one only: any other way to write it is refused', () => {
    const others = [
      '',
      'tile/0',
      'tile/0/',
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/00/000',
      'tile/01/000',
      'tile/64/000',
      'tile/100/000',
      'tile/-1/000',
      'tile/entry/000',
      'tile/0/x000/001',
      'tile/0/x001/x002',
      'tile/0/001/002',
      'tile/0/X001/002',
      'tile/0/x01/002',
      'tile/0/000.p/0',
      'tile/0/000.p/00',
      'tile/0/000.p/01',
      'tile/0/000.p/256',
      'tile/0/000.p/1000',
      'tile/0/000.p/',
      'tile/0/000.p',
      'tile/0/000.q/1',
      'tile/0/000/',
      'tile/0/000\n',
      ' tile/0/000',
      '/tile/0/000',
      'tile/0/٠٠٠',
      'tile/0/x009/x007/x199/x254/x740/992',
      'tile/0/x001/x000/x000/x000/x000/x000/000',
      `tile/0/${'x001/'.repeat(100_000)}000`,
    ]
    expect(others.filter((path) => !refuses(path))).toEqual([])
  })

  it('is refused to what no tree has', () => {
    const none = { code: 'out-of-range' }
    for (const value of [-1, 0.5, NaN, Infinity, 2 ** 53, 64]) {
      expect(() => tilePath({ level: value, index: 0, width: 256 })).toThrow(expect.objectContaining(none))
      if (value === 64) continue
      expect(() => tilePath({ level: 0, index: value, width: 256 })).toThrow(expect.objectContaining(none))
      expect(() => bundlePath(0, value)).toThrow(expect.objectContaining(none))
    }
    expect(() => bundlePath(0, 0)).toThrow(LogFault)
    expect(() => bundlePath(0, 257)).toThrow(LogFault)
  })
})

describe('the tiles of a tree', () => {
  const countOf = (tiles: Tile[], level: number): [number, number[]] => {
    const here = tiles.filter((tile) => tile.level === level)
    return [here.filter(({ width }) => width === 256).length, here.map(({ width }) => width).filter((w) => w < 256)]
  }

  it('are for 70,000 entries those that the specification counts', () => {
    const tiles = [...tilesOf(70_000)]
    expect([0, 1, 2, 3].map((level) => countOf(tiles, level))).toEqual([
      [273, [112]],
      [1, [17]],
      [0, [1]],
      [0, []],
    ])
  })

  it('are for 256 entries a full one and one of a single hash above it', () => {
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1'])
  })

  it('are none for no entries, and for a size that is none there is a fault', () => {
    expect([...tilesOf(0)]).toEqual([])
    for (const size of [-1, 0.5, NaN, 2 ** 53]) expect(() => [...tilesOf(size)]).toThrow(LogFault)
    expect(() => [...tilesOf(5, 6)]).toThrow(LogFault)
  })

  it('since an earlier size are those with a hash that was not there', () => {
    expect([...tilesOf(300, 300)]).toEqual([])
    expect([...tilesOf(300, 256)].map(tilePath)).toEqual(['tile/0/001.p/44'])
    expect([...tilesOf(512, 511)].map(tilePath)).toEqual(['tile/0/001', 'tile/1/000.p/2'])
    fc.assert(
      fc.property(fc.nat(70_000), fc.nat(70_000), (one, other) => {
        const [since, size] = [Math.min(one, other), Math.max(one, other)]
        const before = new Set([...tilesOf(since)].map(tilePath))
        const fresh = [...tilesOf(size)].map(tilePath).filter((path) => !before.has(path))
        expect([...tilesOf(size, since)].map(tilePath)).toEqual(fresh)
      }),
      { numRuns: 20 },
    )
  })

  it('of the largest tree are reached without 32-bit arithmetic', () => {
    const edge = [...tilesOf(2 ** 53 - 1, 2 ** 53 - 2)]
    expect(edge.map(({ level, width }) => [level, width])).toEqual([[0, 255]])
    expect(edge[0]!.index).toBe(2 ** 45 - 1)
  })

  it('stand for each other: the root of a full one is a hash of the one above', () => {
    const entries = someEntries(600)
    const files = filesOf(entries)
    const above = files.get('tile/1/000.p/2')!
    expect(toHex(tileRoot(files.get('tile/0/000')!))).toBe(toHex(above.subarray(0, 32)))
    expect(toHex(tileRoot(files.get('tile/0/001')!))).toBe(toHex(above.subarray(32)))
    expect(toHex(above.subarray(0, 32))).toBe(toHex(naiveRoot(entries.slice(0, 256).map(leafHash))))
    expect(() => tileRoot(files.get('tile/0/002.p/88')!)).toThrow(LogFault)
    expect(() => tileRoot(new Uint8Array(8193))).toThrow(LogFault)
    expect(() => tileRoot(new Uint8Array(128 * 32))).toThrow(LogFault)
  })
})
