import { describe, expect, it } from '@jest/globals'
import { CHUNK_BYTES } from '@contactpoint/contracts'
import fc from 'fast-check'
import { inChunks } from './feeds.rules.ts'

async function* pieces(sizes: number[]): AsyncGenerator<Uint8Array> {
  let next = 0
  for (const size of sizes) {
    const piece = new Uint8Array(size)
    for (let at = 0; at < size; at++) piece[at] = next++ % 251
    yield piece
  }
}

describe('A file on its way to ingestion', () => {
  it('is cut into full chunks and a rest, with no byte lost, doubled or moved, however it arrives', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(2_000), fc.integer({ min: CHUNK_BYTES - 3, max: 3 * CHUNK_BYTES })), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(sizes, async (arriving) => {
        const chunks: Buffer[] = []
        for await (const chunk of inChunks(pieces(arriving))) chunks.push(Buffer.from(chunk))
        const whole: Buffer[] = []
        for await (const piece of pieces(arriving)) whole.push(Buffer.from(piece))
        expect(chunks.slice(0, -1).every((chunk) => chunk.length === CHUNK_BYTES)).toBe(true)
        expect(Buffer.concat(chunks).equals(Buffer.concat(whole))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})
