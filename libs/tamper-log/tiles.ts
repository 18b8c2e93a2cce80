import { HASH_BYTES } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { perfectRoot } from './perfect-root.ts'

/** Levels of the tree that one tile holds. */
export const TILE_HEIGHT = 8

/** Hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256

/** Length of a full tile. */
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES

const HIGHEST_LEVEL = 63

/**
 * Consecutive hashes of the tree at one height, stored as one resource.
 *
 * - `level`: 0 to 63; 0 holds leaf hashes, the levels above hold roots of full tiles of the level below
 * - `index`: place within the level, from 0
 * - `width`: number of hashes, 1 to 256
 *
 * Source: C2SP tlog-tiles, "Merkle Tree".
 */
export interface Tile {
  level: number
  index: number
  width: number
}

/** Consecutive entries stored as one resource; `index` and `width` as of the tile of level 0. Source: C2SP tlog-tiles. */
export interface Bundle {
  level: 'entries'
  index: number
  width: number
}

/**
 * Where a tile is found, such as `tile/0/x001/x234/067` or `tile/1/000.p/17`.
 *
 * @throws LogFault `out-of-range` for a tile that no tree has
 *
 * Source: C2SP tlog-tiles, "Merkle Tree".
 */
export function tilePath(tile: Tile): string {
  if (!isWithin(tile.level, 0, HIGHEST_LEVEL)) throw new LogFault('out-of-range', 'tile')
  return pathOf(tile.level, tile.index, tile.width)
}

/**
 * Where an entry bundle is found, such as `tile/entries/x001/x234/067.p/17`.
 *
 * @param index place of the bundle, from 0
 * @param width number of entries, 1 to 256
 * @throws LogFault `out-of-range` for a bundle that no log has
 *
 * Source: C2SP tlog-tiles, "Log entries".
 */
export function bundlePath(index: number, width: number): string {
  return pathOf('entries', index, width)
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/

/**
 * Reads the path of a tile or of an entry bundle. Each has one path only: leading zeros, `.p/0`, `.p/256`, a first
 * element `x000`, a level over 63 or an index over 2^53-1 are refused.
 *
 * @throws LogFault `malformed`
 *
 * Source: C2SP tlog-tiles, "Merkle Tree" and "Log entries".
 */
export function parseTilePath(path: string): Tile | Bundle {
  const [, level, places, width] = PATH.exec(path) ?? []
  if (level === undefined || places === undefined) throw new LogFault('malformed', 'path')
  const index = Number(places.replace(/[x/]/g, ''))
  const parsed = { index, width: width === undefined ? TILE_WIDTH : Number(width) }
  if (!Number.isSafeInteger(index) || !isWithin(parsed.width, 1, TILE_WIDTH)) throw new LogFault('malformed', 'path')
  if (level !== 'entries' && Number(level) > HIGHEST_LEVEL) throw new LogFault('malformed', 'path')
  const found: Tile | Bundle = level === 'entries' ? { level, ...parsed } : { level: Number(level), ...parsed }
  if (pathOf(found.level, found.index, found.width) !== path) throw new LogFault('malformed', 'path')
  return found
}

/**
 * One tile as a tree of the given size has it, or null if that tree has none there.
 *
 * @param size number of entries, 0 to 2^53-1
 *
 * Source: C2SP tlog-tiles, "Partial Tiles".
 */
export function tileIn(size: number, level: number, index: number): Tile | null {
  const width = Math.min(hashesAt(level, size) - index * TILE_WIDTH, TILE_WIDTH)
  return width > 0 ? { level, index, width } : null
}

/**
 * The tiles of a tree, level by level and left to right, full ones and the partial one at the end of each level.
 *
 * @param size number of entries, 0 to 2^53-1
 * @param since size the tree had before, 0 to `size`: leaves out the tiles which that tree had already as they are now
 * @throws LogFault `out-of-range` for sizes that are none
 *
 * Source: C2SP tlog-tiles, "Merkle Tree" and "Partial Tiles".
 */
export function* tilesOf(size: number, since = 0): Generator<Tile, void, undefined> {
  if (!isWithin(size, 0, Number.MAX_SAFE_INTEGER) || !isWithin(since, 0, size)) {
    throw new LogFault('out-of-range', 'size')
  }
  for (let level = 0; hashesAt(level, size) > hashesAt(level, since); level++) {
    let index = Math.floor(hashesAt(level, since) / TILE_WIDTH)
    for (let tile = tileIn(size, level, index); tile; tile = tileIn(size, level, index)) {
      yield tile
      index++
    }
  }
}

/**
 * Root of the subtree under a full tile: the hash that stands for it in the tile above.
 *
 * @param bytes 256 hashes, 8,192 bytes
 * @throws LogFault `malformed` for any other length
 *
 * Source: C2SP tlog-tiles, "Merkle Tree".
 */
export function tileRoot(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== TILE_BYTES) throw new LogFault('malformed', 'tile')
  return perfectRoot(bytes)
}

function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

function pathOf(level: number | 'entries', index: number, width: number): string {
  const isTile = isWithin(index, 0, Number.MAX_SAFE_INTEGER) && isWithin(width, 1, TILE_WIDTH)
  if (!isTile) throw new LogFault('out-of-range', level === 'entries' ? 'bundle' : 'tile')
  const digits = String(index)
  const elements = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const last = elements.pop()
  const place = [...elements.map((element) => `x${element}`), last].join('/')
  return `tile/${level}/${place}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

function isWithin(value: number, lowest: number, highest: number): boolean {
  return Number.isSafeInteger(value) && value >= lowest && value <= highest
}
