import { entriesIn, type BundleEntries } from './bundles.ts'
import { HASH_BYTES } from './hashing.ts'
import type { LogFinding } from './log-verdict.ts'
import { bundlePath, TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, tileIn, tilePath, type Tile } from './tiles.ts'

/**
 * Gives a resource of a log by its path (`checkpoint`, `tile/...`), or null if there is none. What it throws is no
 * verdict: it ends the verification.
 */
export type ReadResource = (path: string) => Promise<Uint8Array | null>

/** Up to 256 entries of a log and their hashes, as they were read. */
export interface LogPiece {
  tile: Tile
  hashes: Uint8Array | LogFinding
  bundle: BundleEntries | null
}

/** Entries `start` to before `end`, which a tile stands for in a log of that size. */
export function spanOf({ level, index }: Tile, size: number): { start: number; end: number } {
  const entries = 2 ** (TILE_HEIGHT * (level + 1))
  return { start: index * entries, end: Math.min((index + 1) * entries, size) }
}

/** Reads the tile and the bundle of one number. */
export async function readPiece(read: ReadResource, size: number, number: number): Promise<LogPiece> {
  const tile = tileIn(size, 0, number)!
  const [hashes, bundle] = await Promise.all([readHashes(read, tile, size), readEntries(read, number, tile.width)])
  return { tile, hashes, bundle }
}

/** The hashes of a tile, as many as it has in the tree of that size, or what is wrong with it. */
export async function readHashes(read: ReadResource, tile: Tile, size: number): Promise<Uint8Array | LogFinding> {
  const found = await readOrFull(read, tile.width, (width) => tilePath({ ...tile, width }))
  const { start, end } = spanOf(tile, size)
  if (!found) return { index: start, until: end, code: 'missing-tile' }
  const length = found.width === TILE_WIDTH ? TILE_BYTES : tile.width * HASH_BYTES
  if (found.bytes.length !== length) return { index: start, until: end, code: 'malformed-tile' }
  return found.bytes.subarray(0, tile.width * HASH_BYTES)
}

/** The entries of a bundle as far as they can be told, or null if there is none; a full one may have more than asked. */
export async function readEntries(read: ReadResource, index: number, width: number): Promise<BundleEntries | null> {
  const found = await readOrFull(read, width, (some) => bundlePath(index, some))
  return found && entriesIn(found.bytes, found.width)
}

/** A log may have dropped what was partial when it became full. Source: C2SP tlog-tiles, "Partial Tiles". */
async function readOrFull(
  read: ReadResource,
  width: number,
  pathOf: (width: number) => string,
): Promise<{ bytes: Uint8Array; width: number } | null> {
  for (const some of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
    const bytes = await read(pathOf(some))
    if (bytes) return { bytes, width: some }
  }
  return null
}
