import { HASH_BYTES, nodeHash } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { perfectRoot } from './perfect-root.ts'
import { TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, tileIn, tilePath, type Tile } from './tiles.ts'

/** Gives the bytes of a tile: its hashes one after the other, or the full tile in place of a partial one. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>

/** Entries `start` to before `end`, where the tree, or the right edge of it, has a node over just these. */
export interface Span {
  start: number
  end: number
}

/** Where the root of a perfect subtree comes from: so many consecutive hashes of a tile. */
interface TilePart {
  tile: Tile
  first: number
  count: number
}

/**
 * The hashes over the given spans, in their order, from the tiles of a tree.
 *
 * @throws LogFault `malformed` for a tile that has neither the length of its width nor that of a full one
 */
export async function rootsOf(spans: readonly Span[], size: number, readTile: ReadTile): Promise<Uint8Array[]> {
  const wanted = spans.map((span) => partsOf(span, size))
  const tiles = new Map(wanted.flat().map(({ tile }) => [tilePath(tile), tile]))
  const read = async ([path, tile]: [string, Tile]) => [path, await readTile(tile)] as const
  const bytesAt = new Map(await Promise.all([...tiles].map(read)))
  for (const [path, { width }] of tiles) {
    const length = bytesAt.get(path)?.length
    if (length !== width * HASH_BYTES && length !== TILE_BYTES) throw new LogFault('malformed', 'tile')
  }
  return wanted.map((parts) => {
    const roots = parts.map(({ tile, first, count }) => {
      const bytes = bytesAt.get(tilePath(tile))!
      return perfectRoot(bytes.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES))
    })
    return roots.reduceRight((right, left) => nodeHash(left, right))
  })
}

/** Where a node with so many entries under it divides them: the largest power of two below. RFC 9162 section 2.1.1. */
export function splitOf(count: number): number {
  let left = 1
  while (left * 2 < count) left *= 2
  return left
}

/** The perfect subtrees that make up a span, largest first, each within one tile. */
function partsOf({ start, end }: Span, size: number): TilePart[] {
  const parts: TilePart[] = []
  let at = start
  while (at < end) {
    const { height, entries } = largestPerfect(end - at)
    parts.push(partOf(at, height, size))
    at += entries
  }
  return parts
}

function largestPerfect(count: number): { height: number; entries: number } {
  let height = 0
  while (2 ** (height + 1) <= count) height++
  return { height, entries: 2 ** height }
}

function partOf(start: number, height: number, size: number): TilePart {
  const level = Math.floor(height / TILE_HEIGHT)
  const place = start / TILE_WIDTH ** level
  const tile = tileIn(size, level, Math.floor(place / TILE_WIDTH))
  if (!tile) throw new LogFault('out-of-range', 'tile')
  return { tile, first: place % TILE_WIDTH, count: 2 ** (height % TILE_HEIGHT) }
}
