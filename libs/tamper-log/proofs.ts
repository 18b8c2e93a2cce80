import { EMPTY_ROOT, HASH_BYTES, equalBytes, nodeHash } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { rootsOf, splitOf, type ReadTile, type Span } from './subtrees.ts'

/** What says that an entry stands at an index of a tree. `proof` goes from the leaf's sibling up; hashes are 32 bytes. */
export interface InclusionClaim {
  leafHash: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** What says that the tree of `from` entries is the beginning of the tree of `to` entries. Hashes are 32 bytes. */
export interface ConsistencyClaim {
  from: number
  fromRoot: Uint8Array
  to: number
  toRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * The hashes that lead from one entry to the root: from the leaf's sibling up to the root's child.
 *
 * @param index place of the entry, 0 to `size` - 1
 * @param size of the tree that the proof is for, 1 to 2^53-1
 * @param readTile gives the bytes of a tile of the tree of that size; asked once for each, for all before any answers;
 *   it may answer with the full tile for a partial one
 * @throws LogFault `out-of-range` for numbers that are none, `malformed` for a tile of another length; what `readTile`
 *   throws passes through
 *
 * Source: RFC 9162 section 2.1.3.1.
 */
export async function inclusionProof(index: number, size: number, readTile: ReadTile): Promise<Uint8Array[]> {
  if (!isSize(size)) throw new LogFault('out-of-range', 'size')
  if (!isSize(index) || index >= size) throw new LogFault('out-of-range', 'index')
  const siblings: Span[] = []
  let span: Span = { start: 0, end: size }
  while (span.end - span.start > 1) {
    const { left, right } = halves(span)
    const isLeft = index < left.end
    siblings.unshift(isLeft ? right : left)
    span = isLeft ? left : right
  }
  return rootsOf(siblings, size, readTile)
}

/**
 * The hashes that lead from the root of a smaller tree to the root of a larger one.
 *
 * @param from entries of the smaller tree, 0 to `to`; nothing is needed for 0 and for the same tree: no hashes
 * @param to entries of the larger tree, 0 to 2^53-1
 * @param readTile gives the bytes of a tile of the tree of `to` entries, as for {@link inclusionProof}
 * @throws LogFault as {@link inclusionProof}
 *
 * Source: RFC 9162 section 2.1.4.1.
 */
export async function consistencyProof(from: number, to: number, readTile: ReadTile): Promise<Uint8Array[]> {
  if (!isSize(from) || !isSize(to) || from > to) throw new LogFault('out-of-range', 'size')
  if (from === 0 || from === to) return []
  const parts: Span[] = []
  let span: Span = { start: 0, end: to }
  while (span.end !== from) {
    const { left, right } = halves(span)
    const endsLeft = from <= left.end
    parts.unshift(endsLeft ? right : left)
    span = endsLeft ? left : right
  }
  // Whoever verifies has the root of the smaller tree: it need not be sent when it is a subtree of the larger one.
  if (span.start > 0) parts.unshift(span)
  return rootsOf(parts, to, readTile)
}

/**
 * Whether the proof leads from the leaf to the root. False for anything that is no claim: it never throws.
 *
 * Source: RFC 9162 section 2.1.3.2.
 */
export function verifyInclusion({ leafHash, index, size, proof, root }: InclusionClaim): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false
  if (!areHashes([leafHash, root]) || !areHashes(proof)) return false
  let at = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    const isRight = at % 2 === 1 || at === last
    hash = isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
    const levels = isRight ? levelsToRightChild(at) : 0
    at = up(at, levels + 1)
    last = up(last, levels + 1)
  }
  return last === 0 && equalBytes(hash, root)
}

/**
 * Whether the proof shows that the smaller tree is the beginning of the larger one. False for anything that is no
 * claim: it never throws. Two trees of one size need no proof and the same root; the empty tree is the beginning of any.
 *
 * Source: RFC 9162 section 2.1.4.2.
 */
export function verifyConsistency({ from, fromRoot, to, toRoot, proof }: ConsistencyClaim): boolean {
  if (!isSize(from) || !isSize(to) || from > to) return false
  if (!areHashes([fromRoot, toRoot]) || !areHashes(proof)) return false
  if (from === to)
    return proof.length === 0 && equalBytes(fromRoot, toRoot) && (to > 0 || equalBytes(toRoot, EMPTY_ROOT))
  if (from === 0) return proof.length === 0 && equalBytes(fromRoot, EMPTY_ROOT)
  if (proof.length === 0) return false
  return leadsToBoth(isPowerOfTwo(from) ? [fromRoot, ...proof] : [...proof], { from, fromRoot, to, toRoot })
}

function leadsToBoth([first, ...rest]: Uint8Array[], claim: Omit<ConsistencyClaim, 'proof'>): boolean {
  const shared = trailingOnes(claim.from - 1)
  let at = up(claim.from - 1, shared)
  let last = up(claim.to - 1, shared)
  let smaller = first!
  let larger = first!
  for (const hash of rest) {
    if (last === 0) return false
    const isInBoth = at % 2 === 1 || at === last
    if (isInBoth) smaller = nodeHash(hash, smaller)
    larger = isInBoth ? nodeHash(hash, larger) : nodeHash(larger, hash)
    const levels = isInBoth ? levelsToRightChild(at) : 0
    at = up(at, levels + 1)
    last = up(last, levels + 1)
  }
  return last === 0 && equalBytes(smaller, claim.fromRoot) && equalBytes(larger, claim.toRoot)
}

function halves({ start, end }: Span): { left: Span; right: Span } {
  const middle = start + splitOf(end - start)
  return { left: { start, end: middle }, right: { start: middle, end } }
}

/** A node at the right edge without a sibling is its own parent: so many levels are passed without a hash. */
function levelsToRightChild(at: number): number {
  let levels = 0
  for (let rest = at; rest > 0 && rest % 2 === 0; rest /= 2) levels++
  return levels
}

function trailingOnes(at: number): number {
  let ones = 0
  for (let rest = at; rest % 2 === 1; rest = (rest - 1) / 2) ones++
  return ones
}

/** The place above; division, as the shifts of the language know 32 bits only. */
function up(at: number, levels: number): number {
  return Math.floor(at / 2 ** levels)
}

function isPowerOfTwo(size: number): boolean {
  return up(size, levelsToRightChild(size)) === 1
}

function isSize(size: unknown): size is number {
  return Number.isSafeInteger(size) && (size as number) >= 0
}

function areHashes(hashes: readonly unknown[]): boolean {
  return Array.isArray(hashes) && hashes.every((hash) => hash instanceof Uint8Array && hash.length === HASH_BYTES)
}
