import { EDIFACT_LIMITS, SegmentCutter, type EdifactLimits, type EdifactSegment } from './edifact-segments.ts'
import { FileFault, type FileFaultCode } from './file-fault.ts'

/** A message of an interchange, whole: what stands between its UNH and its UNT. */
export interface EdifactMessage {
  /** Of the interchange (UNB): who sends it to whom. */
  sender: string
  recipient: string
  /** What kind of message it says it is, from UNH: `['FHSREG', '0', '1', 'FH', 'FHS001']`. */
  type: string[]
  /** Line of its UNH; 1 is the first. */
  line: number
  segments: EdifactSegment[]
}

/** Texts this long are cut into segments at once, whatever the size of the chunks. */
const SLICE = 16_384

/**
 * Reads the messages of a file in EDIFACT as its bytes arrive; keeps no more than the message being read. Messages come
 * before the end of the file is seen, so whoever takes them must be able to drop them all when a fault follows.
 *
 * One interchange or more, each of messages only: no functional groups. Characters are those of the level that UNB
 * declares (UNOA, UNOB, UNOC; syntax versions 1 to 3), one byte each; separators are those of UNA, or else `:+?'`. The
 * release character stands before one of them only. A segment may be followed by line breaks and by nothing else. Counts
 * and references of UNT and UNZ agree with what came.
 *
 * @param chunks the bytes, cut anywhere
 * @throws FileFault for every fault of the file; errors of `chunks` itself pass through
 *
 * Source: ISO 9735:1988 and its amendment 1 (syntax version 2 and 3).
 */
export async function* readEdifactMessages(
  chunks: AsyncIterable<Uint8Array>,
  limits: Partial<EdifactLimits> = {},
): AsyncGenerator<EdifactMessage, void, undefined> {
  const { segment: longest, segments: most } = { ...EDIFACT_LIMITS, ...limits }
  const cutter = new SegmentCutter(longest)
  const envelopes = new Envelopes(cutter, most)
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += SLICE) {
      cutter.write(Buffer.from(chunk.subarray(start, start + SLICE)).toString('latin1'))
      for (let segment = cutter.next(); segment; segment = cutter.next()) {
        const message = envelopes.take(segment)
        if (message) yield message
      }
    }
  }
  cutter.close()
  envelopes.close()
}

type Envelope = Pick<EdifactMessage, 'sender' | 'recipient'> & { reference: string; messages: number }
type OpenMessage = EdifactMessage & { reference: string }

/** Puts segments into their message, and holds the envelopes around them to what they say. */
class Envelopes {
  readonly #cutter: SegmentCutter
  readonly #most: number
  #interchange: Envelope | null = null
  #message: OpenMessage | null = null
  #interchanges = 0

  constructor(cutter: SegmentCutter, most: number) {
    this.#cutter = cutter
    this.#most = most
  }

  /** The message that ends with this segment. */
  take(segment: EdifactSegment): EdifactMessage | undefined {
    const { tag } = segment
    if (tag === 'UNB') this.#begin(segment)
    else if (tag === 'UNH') this.#open(segment)
    else if (tag === 'UNT') return this.#shut(segment)
    else if (tag === 'UNZ') this.#end(segment)
    else this.#add(segment)
    return undefined
  }

  /** @throws FileFault `truncated` when the file ends before the last interchange does, or has none */
  close(): void {
    if (this.#interchange || this.#interchanges === 0) this.#fail('truncated')
  }

  #begin({ elements }: EdifactSegment): void {
    if (this.#interchange) this.#fail('unexpected-segment')
    const [sender, recipient, , reference] = elements.slice(1, 5).map(([text]) => text)
    if (!sender || !recipient || !reference) return this.#fail('not-well-formed')
    this.#interchange = { sender, recipient, reference, messages: 0 }
    this.#interchanges++
  }

  #open(segment: EdifactSegment): void {
    const [[reference] = [], type = []] = segment.elements
    if (!this.#interchange || this.#message) return this.#fail('unexpected-segment')
    if (!reference) return this.#fail('not-well-formed')
    const { sender, recipient } = this.#interchange
    this.#message = { sender, recipient, reference, type, line: segment.line, segments: [] }
    this.#interchange.messages++
  }

  #add(segment: EdifactSegment): void {
    if (!this.#message) return this.#fail('unexpected-segment')
    const { segments } = this.#message
    // UNH before it, and UNT to come.
    if (segments.length + 2 >= this.#most) this.#fail('too-many-segments')
    segments.push({ ...segment, ordinal: segments.length + 2 })
  }

  #shut(segment: EdifactSegment): EdifactMessage {
    if (!this.#message) return this.#fail('unexpected-segment')
    const { reference, ...message } = this.#message
    this.#agree(segment, message.segments.length + 2, reference)
    this.#message = null
    return message
  }

  #end(segment: EdifactSegment): void {
    if (!this.#interchange || this.#message) return this.#fail('unexpected-segment')
    this.#agree(segment, this.#interchange.messages, this.#interchange.reference)
    this.#interchange = null
    this.#cutter.expectInterchange()
  }

  #agree({ elements }: EdifactSegment, counted: number, opened: string): void {
    const [[count] = [], [reference] = []] = elements
    if (!count || !/^\d{1,9}$/.test(count) || Number(count) !== counted) this.#fail('count-differs')
    if (reference !== opened) this.#fail('reference-differs')
  }

  #fail(code: FileFaultCode): never {
    throw new FileFault(code, this.#cutter.line)
  }
}
