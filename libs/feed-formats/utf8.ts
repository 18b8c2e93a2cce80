import { TextDecoder } from 'node:util'
import { FileFault } from './file-fault.ts'

/** Texts this long are handed to a parser at once, whatever the size of the chunks. */
const SLICE = 16_384

/**
 * The text of a file in UTF-8, in slices of at most 16,384 characters; a byte order mark at its start is left out. The
 * slices do not depend on where the chunks begin and end, except in length.
 *
 * @param line the line reached by the reader of the slices, for the fault
 * @throws FileFault `not-utf-8` after handing out what precedes the broken bytes; `truncated` when the last character
 * is cut
 */
export async function* decodeUtf8(
  chunks: AsyncIterable<Uint8Array>,
  line: () => number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) {
    const text = decode(decoder, chunk)
    if (text !== null) {
      yield* slices(text)
      continue
    }
    yield* slices(readableStart(chunk))
    throw new FileFault('not-utf-8', line())
  }
  if (decode(decoder) === null) throw new FileFault('truncated', line())
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    return null
  }
}

/** What comes before the first broken byte, so that the reader gets as far as that line. */
function readableStart(chunk: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(chunk)
  return text.slice(0, Math.max(0, text.indexOf('\uFFFD')))
}

function* slices(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += SLICE) yield text.slice(start, start + SLICE)
}
