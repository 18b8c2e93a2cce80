import { FileFault, type FileFaultCode } from './file-fault.ts'

/** A segment as the file has it: `NAD+GP+4826940,281:900'` has the elements `[['GP'], ['4826940,281', '900']]`, released. */
export interface EdifactSegment {
  tag: string
  elements: string[][]
  /** Where its tag begins; 1 is the first. */
  line: number
  /** Its place in the message, the UNH being 1; in the interchange that of UNB is 0. */
  ordinal: number
}

export interface EdifactLimits {
  /** Characters of one segment. */
  segment: number
  /** Segments in one message, UNH and UNT among them. */
  segments: number
}

export const EDIFACT_LIMITS: EdifactLimits = { segment: 2_000, segments: 10_000 }

type Separators = {
  component: string
  element: string
  /** Null: the interchange has none. */
  release: string | null
  terminator: string
}

const DEFAULT_SEPARATORS: Separators = { component: ':', element: '+', release: '?', terminator: "'" }
const ADVICE_LENGTH = 9
const TAG = /^[A-Z][A-Z0-9]{2}$/
const SEPARATOR = /^[!-/:-@[-`{-~]$/

const LEVEL_A = 'A-Z0-9 .,\\-()/=!"%&*;<>\'+:?'
/** Characters by the syntax identifier of UNB. Source: ISO 9735:1988 section 5; ISO 8859-1 for level C. */
const CHARACTERS: Readonly<Record<string, string>> = {
  UNOA: LEVEL_A,
  UNOB: `${LEVEL_A}a-z`,
  UNOC: '\\x20-\\x7e\\xa0-\\xff',
}

/** Cuts text into segments; keeps no more than the one that is being read. Knows nothing of their order. */
export class SegmentCutter {
  readonly #longest: number
  #separators = DEFAULT_SEPARATORS
  /** Every character that may stand in a segment, separators among them; null before the first UNB. */
  #allowed: RegExp | null = null
  #rest = ''
  #line = 1
  #endsInReturn = false
  #mayBeAdvised = true

  constructor(longest: number) {
    this.#longest = longest
  }

  get line(): number {
    return this.#line
  }

  write(text: string): void {
    this.#rest += text
  }

  /** The next whole segment, or null when more text is needed. Before a UNB, a service string advice is read too. */
  next(): EdifactSegment | null {
    this.#skipLineBreaks()
    if (this.#mayBeAdvised && !this.#readAdvice()) return null
    const end = this.#endOfSegment()
    if (end > this.#longest || (end < 0 && this.#rest.length > this.#longest)) this.#fail('segment-too-long')
    if (end < 0) return null
    const segment = this.#parse(this.#rest.slice(0, end))
    this.#rest = this.#rest.slice(end + 1)
    return segment
  }

  /** @throws FileFault `truncated` when the text ends within a segment */
  close(): void {
    this.#skipLineBreaks()
    if (this.#rest !== '') this.#fail('truncated')
  }

  /** From here on another interchange may begin, with separators of its own. */
  expectInterchange(): void {
    this.#mayBeAdvised = true
  }

  #skipLineBreaks(): void {
    let start = 0
    for (; this.#rest[start] === '\r' || this.#rest[start] === '\n'; start++) {
      const isSecondHalf = this.#rest[start] === '\n' && this.#endsInReturn
      if (!isSecondHalf) this.#line++
      this.#endsInReturn = this.#rest[start] === '\r'
    }
    if (start > 0) this.#rest = this.#rest.slice(start)
    if (this.#rest !== '') this.#endsInReturn = false
  }

  /** False when more text is needed. */
  #readAdvice(): boolean {
    if (this.#rest.length < 3) return false
    const start = this.#rest.slice(0, 3)
    if (start !== 'UNA' && start !== 'UNB')
      this.#fail(this.#isOtherEncoding() ? 'encoding-not-allowed' : 'not-an-interchange')
    if (start === 'UNA') {
      if (this.#rest.length < ADVICE_LENGTH) return false
      this.#separators = this.#separatorsOf(this.#rest.slice(3, ADVICE_LENGTH))
      this.#rest = this.#rest.slice(ADVICE_LENGTH)
      this.#skipLineBreaks()
      if (this.#rest !== '' && !'UNB'.startsWith(this.#rest.slice(0, 3))) this.#fail('not-an-interchange')
    } else this.#separators = DEFAULT_SEPARATORS
    this.#mayBeAdvised = false
    this.#allowed = null
    return true
  }

  /** A byte order mark, or the zero beside a letter of UTF-16. */
  #isOtherEncoding(): boolean {
    return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(this.#rest) || this.#rest.slice(0, 3).includes('\0')
  }

  #separatorsOf(advice: string): Separators {
    const [component, element, mark, release, reserved, terminator] = [...advice] as [string, ...string[]]
    const signs = [component, element!, terminator!, ...(release === ' ' ? [] : [release!])]
    const areTold = signs.every((sign) => SEPARATOR.test(sign)) && new Set(signs).size === signs.length
    if (!areTold || !/^[.,]$/.test(mark!) || reserved !== ' ') this.#fail('separators-not-allowed')
    return { component, element: element!, release: release === ' ' ? null : release!, terminator: terminator! }
  }

  #endOfSegment(): number {
    const { release, terminator } = this.#separators
    for (let at = 0; at < this.#rest.length; at++) {
      const character = this.#rest[at]
      if (character === release) at++
      else if (character === terminator) return at
    }
    return -1
  }

  #parse(text: string): EdifactSegment {
    const elements = this.#elementsOf(text)
    const [[tag = '', ...more] = [], ...rest] = elements
    if (!TAG.test(tag) || more.length > 0) this.#fail('not-well-formed')
    if (tag === 'UNB') this.#allowed ??= this.#charactersOf(rest[0] ?? [])
    if (this.#allowed && !this.#allowed.test(text)) this.#fail('character-not-allowed')
    return { tag, elements: rest, line: this.#line, ordinal: 0 }
  }

  #elementsOf(text: string): string[][] {
    const { component, element, release } = this.#separators
    const isService = (sign: string | undefined): boolean =>
      sign !== undefined && Object.values(this.#separators).includes(sign)
    const elements = [['']]
    for (let at = 0; at < text.length; at++) {
      const parts = elements.at(-1)!
      const character = text[at]!
      if (character === element) elements.push([''])
      else if (character === component) parts.push('')
      else if (character !== release) parts[parts.length - 1] += character
      else if (isService(text[++at])) parts[parts.length - 1] += text[at]!
      else this.#fail('not-well-formed')
    }
    return elements
  }

  #charactersOf([identifier = '', version = '']: string[]): RegExp {
    const characters = Object.hasOwn(CHARACTERS, identifier)
      ? CHARACTERS[identifier]!
      : this.#fail('encoding-not-allowed')
    if (!/^[123]$/.test(version)) this.#fail('version-not-allowed')
    const signs = Object.values(this.#separators).map((sign) => `\\x${(sign ?? ' ').charCodeAt(0).toString(16)}`)
    return new RegExp(`^[${characters}${signs.join('')}]*$`)
  }

  #fail(code: FileFaultCode): never {
    throw new FileFault(code, this.#line)
  }
}
