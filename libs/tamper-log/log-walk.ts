import { CompactRange } from './compact-range.ts'
import { equalBytes, HASH_BYTES, leafHash } from './hashing.ts'
import { readEntries, readHashes, readPiece, spanOf, type LogPiece, type ReadResource } from './log-resources.ts'
import type { LogFinding } from './log-verdict.ts'
import { readAhead } from './read-ahead.ts'
import type { SignedRoots } from './signed-roots.ts'
import { TILE_WIDTH, tileIn, tileRoot, type Tile } from './tiles.ts'

/** Leaf hash of the entry of that index, 32 bytes, as somebody else kept it, or null if they did not. */
export type ExpectHash = (index: number) => Uint8Array | null

/** What is walked along, and who watches. */
export interface WalkedLog {
  read: ReadResource
  expectHash?: ExpectHash
  onProgress?: (done: number, size: number) => void
}

/** Goes through a log once, from its first entry, and keeps no more than one tile of each level. */
export class LogWalk {
  readonly #log: WalkedLog
  readonly #signed: SignedRoots
  readonly #size: number
  readonly #range = new CompactRange()
  /** What sizes have been signed, from the smallest, and which of them comes next. */
  readonly #sizes: number[]
  #next = 0
  /** The tile above, by level, whose hashes are being compared. */
  readonly #above = new Map<number, { index: number; hashes: Uint8Array | LogFinding }>()
  /** All before this entry has been signed. */
  #agreed = 0
  /** Whether two histories have been signed, or the entries are wrong, is known only where the log's own size is. */
  #disagreement: LogFinding | null = null
  /** A tile above that is not as it should be says nothing of the entries: whatever does goes first. */
  #withoutAbove: LogFinding | null = null
  /** How many signed checkpoints agree. */
  checkpoints = 0

  constructor(log: WalkedLog, signed: SignedRoots) {
    this.#log = log
    this.#signed = signed
    this.#size = signed.own.size
    this.#sizes = signed.sizes
    this.#compareRoot()
  }

  /** Root of what has been gone through. */
  get root(): Uint8Array {
    return this.#range.root()
  }

  /** Goes through all that the log's own checkpoint has. */
  async through(): Promise<LogFinding | null> {
    const pieces = Math.ceil(this.#size / TILE_WIDTH)
    const read = (number: number): Promise<LogPiece> => readPiece(this.#log.read, this.#size, number)
    for await (const piece of readAhead(pieces, read)) {
      const finding = await this.#takePiece(piece)
      if (finding) return this.#firstOf(finding)
      this.#log.onProgress?.(this.#range.size, this.#size)
    }
    if (!this.#disagreement) return this.#withoutAbove
    const isOwnHistory = equalBytes(this.root, this.#signed.own.root)
    return isOwnHistory ? { ...this.#disagreement, code: 'fork' } : this.#disagreement
  }

  /** Goes on where the log's own checkpoint ends, if a later one has been signed. */
  async beyond(): Promise<LogFinding | null> {
    const largest = this.#sizes.at(-1)!
    if (largest === this.#size) return null
    const forked = this.#sizes.find((size) => size > this.#size && this.#signed.at(size).length > 1)
    if (forked !== undefined) return { ...this.#later(forked), code: 'fork' }
    const isThere = await this.#reaches(largest)
    return { ...this.#later(largest), code: isThere && !this.#disagreement ? 'stale-checkpoint' : 'truncated' }
  }

  #later(size: number): Omit<LogFinding, 'code'> {
    return { index: this.#size, until: size, checkpoint: this.#signed.at(size)[0]!.name }
  }

  async #reaches(largest: number): Promise<boolean> {
    while (this.#range.size < largest) {
      const number = Math.floor(this.#range.size / TILE_WIDTH)
      const { width } = tileIn(largest, 0, number)!
      const bundle = await readEntries(this.#log.read, number, width)
      if (!bundle?.isWhole) return false
      const fresh = bundle.entries.slice(this.#range.size % TILE_WIDTH, width)
      for (const entry of fresh) this.#take(leafHash(entry))
    }
    return true
  }

  async #takePiece({ tile, hashes, bundle }: LogPiece): Promise<LogFinding | null> {
    if ('code' in hashes) return hashes
    const { start, end } = spanOf(tile, this.#size)
    if (!bundle) return { index: start, until: end, code: 'missing-bundle' }
    for (const [place, entry] of bundle.entries.slice(0, tile.width).entries()) {
      const hash = leafHash(entry)
      const only = { index: start + place, until: start + place + 1 }
      const isKnown = equalBytes(hash, hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES))
      if (!isKnown) return { ...only, code: 'leaf-differs' }
      const kept = this.#log.expectHash?.(only.index) ?? null
      if (kept && !equalBytes(kept, hash)) return { ...only, code: 'entry-differs' }
      this.#take(hash)
    }
    const readable = start + bundle.entries.length
    if (!bundle.isWhole) return { index: readable, until: readable + 1, code: 'malformed-bundle' }
    return tile.width === TILE_WIDTH ? this.#compareAbove(tile, hashes) : null
  }

  #take(hash: Uint8Array): void {
    this.#range.append(hash)
    this.#compareRoot()
  }

  /** Compares with what has been signed for just this size. */
  #compareRoot(): void {
    const { size } = this.#range
    if (size !== this.#sizes[this.#next]) return
    this.#next++
    const signed = this.#signed.at(size)
    const other = signed.find(({ root }) => !equalBytes(root, this.root))
    if (!other) {
      this.#agreed = size
      this.checkpoints += signed[0]!.times
      return
    }
    const code = signed.length > 1 ? 'fork' : 'root-differs'
    this.#disagreement ??= { index: this.#agreed, until: size, code, checkpoint: other.name }
  }

  /** Compares a full tile with its hash in the tile above; if that was its last, goes on there. */
  async #compareAbove(tile: Tile, hashes: Uint8Array): Promise<LogFinding | null> {
    const level = tile.level + 1
    const index = Math.floor(tile.index / TILE_WIDTH)
    const tileAbove = tileIn(this.#size, level, index)!
    const above = await this.#hashesOf(tileAbove)
    if ('code' in above) {
      this.#withoutAbove ??= above
      return null
    }
    const place = tile.index % TILE_WIDTH
    if (!equalBytes(tileRoot(hashes), above.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES))) {
      const { start, end } = spanOf(tile, this.#size)
      return { index: start, until: end, code: 'tile-differs' }
    }
    return place === TILE_WIDTH - 1 ? this.#compareAbove(tileAbove, above) : null
  }

  async #hashesOf(tile: Tile): Promise<Uint8Array | LogFinding> {
    const known = this.#above.get(tile.level)
    if (known?.index === tile.index) return known.hashes
    const hashes = await readHashes(this.#log.read, tile, this.#size)
    this.#above.set(tile.level, { index: tile.index, hashes })
    return hashes
  }

  /** Narrows what a tile shows by what has been signed. A signed root that did not agree is about earlier entries. */
  #firstOf(finding: LogFinding): LogFinding {
    const signed = this.#disagreement
    if (signed && (finding.code !== 'tile-differs' || signed.until <= finding.index)) return signed
    if (finding.code !== 'tile-differs') return finding
    const right = signed?.index ?? this.#agreed
    // All of them signed: then it is the tile above that is wrong.
    if (right >= finding.until) return finding
    const until = Math.min(finding.until, signed?.until ?? Infinity)
    return { ...finding, index: Math.max(finding.index, right), until }
  }
}
