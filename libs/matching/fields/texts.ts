import { shared } from './growing.ts'

/** Texts by number, from 0. An array is one; {@link PackedTexts} is another. */
export interface Texts {
  readonly length: number
  at(number: number): string | undefined
}

type Encoding = 'latin1' | 'utf16le'

/**
 * Very many texts in memory that worker threads read without a copy, one byte a letter where that is enough. As separate
 * strings they would take three times that, once a thread.
 */
export class PackedTexts implements Texts {
  readonly length: number
  private readonly bytes: Buffer
  /** Where each text ends; one more at the beginning. */
  private readonly ends: Uint32Array
  private readonly encoding: Encoding

  private constructor(bytes: SharedArrayBuffer, ends: Uint32Array, encoding: Encoding) {
    this.bytes = Buffer.from(bytes)
    this.ends = ends
    this.encoding = encoding
    this.length = ends.length - 1
  }

  static of(texts: readonly string[]): PackedTexts {
    const encoding = texts.some((text) => /[\u0100-\uffff]/.test(text)) ? 'utf16le' : 'latin1'
    const ends = shared(new Uint32Array(texts.length + 1))
    for (let i = 0; i < texts.length; i++) ends[i + 1] = ends[i]! + Buffer.byteLength(texts[i]!, encoding)
    const bytes = new SharedArrayBuffer(ends[texts.length]!)
    const buffer = Buffer.from(bytes)
    for (let i = 0; i < texts.length; i++) buffer.write(texts[i]!, ends[i]!, encoding)
    return new PackedTexts(bytes, ends, encoding)
  }

  /** The same texts in another thread, to which only the data of an object gets. */
  static revived({ bytes, ends, encoding }: PackedTexts): PackedTexts {
    return new PackedTexts(bytes.buffer as unknown as SharedArrayBuffer, ends, encoding)
  }

  at(number: number): string {
    return this.bytes.toString(this.encoding, this.ends[number], this.ends[number + 1])
  }
}
