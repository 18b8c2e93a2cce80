import { concat } from './bytes.ts'
import { LogFault } from './log-fault.ts'
import { sha256 } from './primitives.ts'

/** Length of a SHA-256 hash. */
export const HASH_BYTES = 32

const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01
const PAIR_BYTES = 2 * HASH_BYTES

/** Longest entry that is hashed without making room for it first: tlog-tiles has none longer. */
const ROOMY_BYTES = 0xffff

const leafRoom = new Uint8Array(1 + ROOMY_BYTES).fill(LEAF_PREFIX)
const nodeRoom = new Uint8Array(1 + PAIR_BYTES).fill(NODE_PREFIX)

/**
 * The hash of one entry as a leaf: SHA-256(0x00 || entry), 32 bytes.
 *
 * @param entry the bytes as they stand in the log, any length, also none
 *
 * Source: RFC 9162 section 2.1.1.
 */
export function leafHash(entry: Uint8Array): Uint8Array {
  if (entry.length > ROOMY_BYTES) return sha256(concat(Uint8Array.of(LEAF_PREFIX), entry))
  leafRoom.set(entry, 1)
  return sha256(leafRoom.subarray(0, 1 + entry.length))
}

/**
 * The hash of an inner node: SHA-256(0x01 || left || right), 32 bytes.
 *
 * @param left hash of the left subtree, 32 bytes
 * @param right hash of the right subtree, 32 bytes
 * @throws LogFault `malformed` if either is not 32 bytes
 *
 * Source: RFC 9162 section 2.1.1.
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new LogFault('malformed', 'hash')
  nodeRoom.set(left, 1)
  nodeRoom.set(right, 1 + HASH_BYTES)
  return sha256(nodeRoom)
}

/** Root of the tree without entries: SHA-256 of nothing. A copy each time would cost more than it guards. */
export const EMPTY_ROOT: Uint8Array = Uint8Array.from([
  ...[0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24],
  ...[0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55],
])

/** Whether both are the same bytes. Not in constant time: nothing in a log is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
