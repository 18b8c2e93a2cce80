import { isUtf8 } from 'node:buffer'
import { Transform, type TransformCallback } from 'node:stream'

const UTF_16 = [0xff, 0xfe]
const LONGEST_LETTER = 4

/** Hands bytes on as they are, and notes when they are not UTF-8, as what older programs of Windows save. */
export class Utf8Watch extends Transform {
  /** True once something came that is not UTF-8. */
  isBroken = false
  #isFirst = true
  #isOther = false
  /** A letter that the last chunk cut in two. */
  #rest: Buffer = Buffer.alloc(0)

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#isFirst) this.#isOther = UTF_16.every((byte, place) => chunk[place] === byte)
    this.#isFirst = false
    if (!this.isBroken && !this.#isOther) {
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
