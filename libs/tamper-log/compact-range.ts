import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts'
import { LogFault } from './log-fault.ts'

/**
 * A tree that only grows, kept as the roots of its perfect subtrees: at most 53 hashes whatever its size. A log that
 * stores `size` and `hashes` goes on from there with `CompactRange.of`.
 *
 * Source: RFC 9162 section 2.1.2 (the stack of its verification of two trees); the name is from transparency-dev/merkle.
 */
export class CompactRange {
  readonly #hashes: Uint8Array[]
  #size: number

  /** The empty tree. */
  constructor() {
    this.#hashes = []
    this.#size = 0
  }

  /**
   * The tree as it was stored.
   *
   * @param size number of entries, 0 to 2^53-1
   * @param hashes roots of the perfect subtrees, the largest and leftmost first: one for each 1 in `size` as binary
   * @throws LogFault `out-of-range` for a size that is none, `malformed` if the hashes are not as many, or not 32 bytes
   */
  static of(size: number, hashes: readonly Uint8Array[]): CompactRange {
    if (!Number.isSafeInteger(size) || size < 0) throw new LogFault('out-of-range', 'size')
    if (hashes.length !== onesIn(size)) throw new LogFault('malformed', 'hash')
    if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw new LogFault('malformed', 'hash')
    const range = new CompactRange()
    range.#hashes.push(...hashes.map((hash) => Uint8Array.from(hash)))
    range.#size = size
    return range
  }

  /** Number of entries. */
  get size(): number {
    return this.#size
  }

  /** Copies of the roots of the perfect subtrees, left to right. */
  get hashes(): Uint8Array[] {
    return this.#hashes.map((hash) => Uint8Array.from(hash))
  }

  /**
   * Adds one entry at the right.
   *
   * @param leafHash hash of the entry, 32 bytes; must not be changed afterwards
   * @throws LogFault `malformed` if it is not 32 bytes, `out-of-range` when the tree holds 2^53-1 entries
   */
  append(leafHash: Uint8Array): void {
    if (leafHash.length !== HASH_BYTES) throw new LogFault('malformed', 'hash')
    if (this.#size === Number.MAX_SAFE_INTEGER) throw new LogFault('out-of-range', 'size')
    let right = leafHash
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) right = nodeHash(this.#hashes.pop()!, right)
    this.#hashes.push(right)
    this.#size++
  }

  /** Root of the tree as it is now, 32 bytes. Source: RFC 9162 section 2.1.1. */
  root(): Uint8Array {
    if (this.#size === 0) return EMPTY_ROOT
    return this.#hashes.reduceRight((right, left) => nodeHash(left, right))
  }
}

/** The shifts of the language know 32 bits only. */
function onesIn(size: number): number {
  let ones = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2
  return ones
}
