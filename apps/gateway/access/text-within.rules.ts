import { Fault } from '@contactpoint/contracts'

/**
 * A body as the text that it is. What is too long is heard to its end, or its sender would not hear why, and not kept.
 *
 * @throws Fault `too-large`; `invalid-request` for a byte that is no UTF-8, which is not replaced
 */
export async function textWithin(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size <= mostBytes) pieces.push(piece)
  }
  if (size > mostBytes) throw new Fault('too-large', `The body is longer than ${mostBytes} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch {
    throw Fault.invalid('body', 'isUtf8')
  }
}
