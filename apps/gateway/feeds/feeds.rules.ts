import { CHUNK_BYTES, Fault, SOURCES, type Source } from '@contactpoint/contracts'

const CONTENT_TYPES = /^(application|text)\/(xml|octet-stream)\b/i

/** @throws Fault `not-found`: a feed that is not known is an address that does not exist */
export function toSource(text: string): Source {
  if (!SOURCES.includes(text as Source)) throw Fault.notFound()
  return text as Source
}

/** @throws Fault `unsupported-media-type` */
export function assertFile(contentType: string | undefined): void {
  if (!CONTENT_TYPES.test(contentType ?? ''))
    throw new Fault('unsupported-media-type', 'Send the file itself, with Content-Type application/xml')
}

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
