import { Buffer } from 'node:buffer'
import { encodeBundle } from './bundles.ts'
import { signCheckpoint } from './checkpoint.ts'
import { EMPTY_ROOT, leafHash, nodeHash } from './hashing.ts'
import { NoteSigner } from './note-signer.ts'
import type { FoundCheckpoint } from './signed-roots.ts'
import type { ReadTile } from './subtrees.ts'
import { bundlePath, tilePath, tilesOf, TILE_WIDTH, type Tile } from './tiles.ts'
import type { LogVerdict } from './log-verdict.ts'
import { verifyLog, type LogToVerify } from './verify-log.ts'

// What the specs are not about. Written from the definitions, and on purpose by other ways than the code they try.

export const ORIGIN = 'contactpoint.example/audit'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A key with a seed of one byte over and over. */
export const aSigner = (seed = 1, name = ORIGIN): NoteSigner => new NoteSigner(name, new Uint8Array(32).fill(seed))

/** The entries that stand in a log nobody has touched, told apart by their number. */
export const someEntries = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => bytesOf(`entry ${index}`))

/** Root of a tree by the letter of RFC 9162 section 2.1.1: slow, without tiles and without a stack. */
export function naiveRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return EMPTY_ROOT
  if (leafHashes.length === 1) return leafHashes[0]!
  const k = 2 ** (Math.ceil(Math.log2(leafHashes.length)) - 1)
  return nodeHash(naiveRoot(leafHashes.slice(0, k)), naiveRoot(leafHashes.slice(k)))
}

/** Roots of the trees of the first 0, 1, 2, ... leaves. */
export const rootsOfEverySize = (leafHashes: readonly Uint8Array[]): Uint8Array[] =>
  Array.from({ length: leafHashes.length + 1 }, (_, size) => naiveRoot(leafHashes.slice(0, size)))

/**
 * Whether to try a case of a test that goes through every one there is: each thirteenth, spread evenly over all sizes, and in
 * the phase `exhaustive` every one (its project in jest.config.mjs sets `exhaustive`).
 */
export function isTried(nth: number): boolean {
  return 'exhaustive' in globalThis || nth % 13 === 0
}

/** The tiles of the largest of some trees, cut to the widths of each smaller one. */
export class TileShelf {
  readonly #levels: Uint8Array[][]
  readonly #cut = new Map<string, Uint8Array>()
  /** The tiles that were asked for, by path. */
  readonly asked: string[] = []

  constructor(leafHashes: readonly Uint8Array[]) {
    this.#levels = [[...leafHashes]]
    for (let below = this.#levels[0]!; below.length >= TILE_WIDTH; below = this.#levels.at(-1)!) {
      const full = Math.floor(below.length / TILE_WIDTH)
      const rootAt = (i: number) => naiveRoot(below.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH))
      this.#levels.push(Array.from({ length: full }, (_, i) => rootAt(i)))
    }
  }

  tile(tile: Tile): Uint8Array {
    const { level, index, width } = tile
    const path = tilePath(tile)
    const cut = this.#cut.get(path)
    if (cut) return cut
    const hashes = this.#levels[level]?.slice(index * TILE_WIDTH, index * TILE_WIDTH + width) ?? []
    if (hashes.length !== width) throw new Error(`There is no ${path}`)
    this.#cut.set(path, Uint8Array.from(Buffer.concat(hashes)))
    return this.tile(tile)
  }

  readonly read: ReadTile = async (tile) => {
    this.asked.push(tilePath(tile))
    return this.tile(tile)
  }
}

/** The resources of a log by their paths, as a folder or a server would have them. */
export type LogFiles = Map<string, Uint8Array>

/** All tiles and bundles of a log, without its checkpoint. */
export function filesOf(entries: readonly Uint8Array[]): LogFiles {
  const shelf = new TileShelf(entries.map(leafHash))
  const files: LogFiles = new Map()
  for (const tile of tilesOf(entries.length)) {
    files.set(tilePath(tile), shelf.tile(tile))
    if (tile.level > 0) continue
    const start = tile.index * TILE_WIDTH
    files.set(bundlePath(tile.index, tile.width), encodeBundle(entries.slice(start, start + tile.width)))
  }
  return files
}

/** A signed checkpoint of the first so many entries. */
export function checkpointOf(entries: readonly Uint8Array[], size = entries.length, signer = aSigner()): string {
  const root = naiveRoot(entries.slice(0, size).map(leafHash))
  return signCheckpoint({ origin: ORIGIN, size, root }, signer)
}

/** A log as its operator publishes it, and the checkpoints that others have kept of it. */
export interface PublishedLog {
  files: LogFiles
  checkpoints: FoundCheckpoint[]
}

/** A log that was published at each of those sizes, the last of them being now. */
export function publishedLog(entries: readonly Uint8Array[], sizes = [entries.length]): PublishedLog {
  const files: LogFiles = new Map(sizes.flatMap((size) => [...filesOf(entries.slice(0, size))]))
  const notes = sizes.map((size) => checkpointOf(entries, size))
  files.set('checkpoint', bytesOf(notes.at(-1)!))
  return { files, checkpoints: notes.map((note, i) => ({ name: `at ${sizes[i]}`, note })) }
}

/** Verifies it as whoever has its key would. */
export const verdictOn = (log: PublishedLog, more: Partial<LogToVerify> = {}): Promise<LogVerdict> =>
  verifyLog({
    read: async (path) => log.files.get(path) ?? null,
    origin: ORIGIN,
    verifiers: [aSigner().verifier],
    checkpoints: log.checkpoints,
    ...more,
  })

/** What a verdict says, in short: its code, index, end, checkpoint and fault. */
export async function findingOn(log: PublishedLog, more: Partial<LogToVerify> = {}): Promise<string> {
  const verdict = await verdictOn(log, more)
  if (verdict.ok) return 'sound'
  const { code, index, until, checkpoint, fault } = verdict
  return [code, index, until, checkpoint, fault].filter((part) => part !== undefined).join(' ')
}

/** The same history but for one entry. */
export const edited = (index: number, entries: readonly Uint8Array[]): Uint8Array[] =>
  entries.with(index, bytesOf('never happened'))
