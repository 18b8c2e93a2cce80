import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { HASH_BYTES } from './hashing.ts'
import { LogFault } from './log-fault.ts'

const NODE_PREFIX = 0x01
const PAIR_BYTES = 2 * HASH_BYTES

const nodeRoom = Buffer.alloc(1 + PAIR_BYTES, NODE_PREFIX)

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
