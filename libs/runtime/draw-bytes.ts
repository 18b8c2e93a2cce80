import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8192

let pool = Buffer.alloc(0)
let drawn = 0

/**
 * Random bytes as `randomBytes` gives them, drawn from the system several thousand at a time: one entry of the audit log takes
 * five small draws, which otherwise are a third of its cost.
 *
 * @param count 1 to 64; none is given twice
 */
export function drawBytes(count: number): Buffer {
  if (drawn + count > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES))
    drawn = 0
  }
  drawn += count
  return pool.subarray(drawn - count, drawn)
}
