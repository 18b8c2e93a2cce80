import { encodingOf } from '@contactpoint/feed-formats'
import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { Transform, type TransformCallback } from 'node:stream'

const LONGEST_LETTER = 4

/**
 * Hands bytes on as UTF-8: UTF-16 is turned into it, all else is as it was, and noted when it is not UTF-8, as what older
 * programs of Windows save.
 */
export class Utf8Watch extends Transform {
  /** True once something came that is not UTF-8. */
  isBroken = false
  /** Of UTF-16; null when the file is not in it. */
  #decoder: TextDecoder | null | undefined
  /** A letter that the last chunk cut in two. */
  #rest: Buffer = Buffer.alloc(0)

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#decoder === undefined)
      this.#decoder = encodingOf(chunk) === 'utf-8' ? null : new TextDecoder(encodingOf(chunk))
    if (this.#decoder) return done(null, Buffer.from(this.#decoder.decode(chunk, { stream: true })))
    if (!this.isBroken) {
      const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
      const end = endOfLetters(bytes)
      this.isBroken = !isUtf8(bytes.subarray(0, end))
      this.#rest = bytes.subarray(end)
    }
    done(null, chunk)
  }
}

/** Where the last letter ends that may be whole. */
function endOfLetters(bytes: Buffer): number {
  for (let back = 1; back < LONGEST_LETTER && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    const isFollowing = (byte & 0xc0) === 0x80
    if (!isFollowing) return byte >= 0xc0 ? bytes.length - back : bytes.length
  }
  return bytes.length
}
