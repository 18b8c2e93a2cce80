import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { LogFault } from './log-fault.ts'

/** Length of a SHA-256 hash. */
export const HASH_BYTES = 32

const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01
const PAIR_BYTES = 2 * HASH_BYTES

/** Longest entry that is hashed without making room for it first: tlog-tiles has none longer. */
const ROOMY_BYTES = 0xffff

const leafRoom = Buffer.alloc(1 + ROOMY_BYTES, LEAF_PREFIX)
const nodeRoom = Buffer.alloc(1 + PAIR_BYTES, NODE_PREFIX)

/**
 * The hash of one entry as a leaf: SHA-256(0x00 || entry), 32 bytes.
 *
 * @param entry the bytes as they stand in the log, any length, also none
 *
 * Source: RFC 9162 section 2.1.1.
 */
export function leafHash(entry: Uint8Array): Uint8Array {
  if (entry.length > ROOMY_BYTES) return sha256(Buffer.concat([Uint8Array.of(LEAF_PREFIX), entry]))
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
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0))

/**
 * Root of a perfect tree whose leaf hashes stand one after the other.
 *
 * @param hashes 32 bytes for each of 1, 2, 4, 8, ... leaves; is not changed
 * @throws LogFault `malformed` if there is any other number of them
 *
 * Source: RFC 9162 section 2.1.1.
 */
export function perfectRoot(hashes: Uint8Array): Uint8Array {
  const nodes = Buffer.from(hashes)
  let count = nodes.length / HASH_BYTES
  for (; count > 1 && count % 2 === 0; count /= 2) {
    for (let i = 0; i < count / 2; i++) {
      nodes.copy(nodeRoom, 1, i * PAIR_BYTES, (i + 1) * PAIR_BYTES)
      nodes.write(hash('sha256', nodeRoom, 'binary'), i * HASH_BYTES, 'latin1')
    }
  }
  if (count !== 1) throw new LogFault('malformed', 'hash')
  return Uint8Array.from(nodes.subarray(0, HASH_BYTES))
}

/** Whether both are the same bytes. Not in constant time: nothing in a log is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** SHA-256, 32 bytes. By way of a string: Node makes that in less than half the time it takes to make a buffer. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')
}
