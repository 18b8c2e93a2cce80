import { CHUNK_BYTES } from '@contactpoint/contracts'

/** Regroups bytes into chunks of the size the bus carries; the last one may be shorter. */
export async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    kept.push(piece)
    size += piece.length
    while (size >= CHUNK_BYTES) {
      const joined = Buffer.concat(kept)
      yield joined.subarray(0, CHUNK_BYTES)
      kept = [joined.subarray(CHUNK_BYTES)]
      size = kept[0]!.length
    }
  }
  if (size > 0) yield Buffer.concat(kept)
}
