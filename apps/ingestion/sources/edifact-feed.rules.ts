import type { Source } from '@contactpoint/contracts'
import { readEdifactMessages, type EdifactMessage, type EdifactSegment } from '@contactpoint/feed-formats'
import { RowFault, type Feed, type FieldReader, type LocatedOutcome, type RowOutcome } from './feed.rules.ts'

/** What every feed in EDIFACT gives: which rows a message has, and what becomes of each. */
export interface EdifactTranslator {
  readonly source: Source
  /**
   * A row never throws: whatever it holds, it is a record or a refusal.
   *
   * @param today `YYYY-MM-DD` in England
   * @throws FileFault `header-not-valid`: the whole file is refused
   */
  readMessage(message: EdifactMessage, today: string): Iterable<RowOutcome & { line: number }>
}

/** A feed in EDIFACT. */
export function edifactFeed(translator: EdifactTranslator): Feed {
  return { source: translator.source, read: (bytes, today) => readRows(translator, bytes, today) }
}

async function* readRows(
  translator: EdifactTranslator,
  bytes: AsyncIterable<Uint8Array>,
  today: string,
): AsyncGenerator<LocatedOutcome> {
  let row = 0
  for await (const message of readEdifactMessages(bytes))
    for (const outcome of translator.readMessage(message, today)) yield { ...outcome, row: ++row }
}

/** How often each segment may come; a name is a tag, or a tag and its qualifier: `FTX`, `NAD+GP`. */
export type SegmentLayout = Readonly<Record<string, number>>

/**
 * The segments of a row or a header, checked against its layout. One that the layout does not have is named `unknown`, because
 * its own name could carry anything.
 */
export class Segments {
  readonly #known = new Map<string, EdifactSegment[]>()

  constructor(segments: readonly EdifactSegment[], layout: SegmentLayout) {
    for (const segment of segments) this.#add(segment, layout)
  }

  /** The first of this name. */
  optional(name: string): Segment | null {
    const [segment] = this.#known.get(name) ?? []
    return segment ? new Segment(segment, name) : null
  }

  one(name: string): Segment {
    return this.optional(name) ?? missing(name)
  }

  #add(segment: EdifactSegment, layout: SegmentLayout): void {
    const qualified = `${segment.tag}+${segment.elements[0]?.[0] ?? ''}`
    const name = [qualified, segment.tag].find((one) => Object.hasOwn(layout, one))
    if (name === undefined) throw new RowFault('unknown', 'unknown-field')
    const known = this.#known.get(name) ?? []
    const most = layout[name]!
    if (known.length === most) throw new RowFault(name, most === 1 ? 'repeated-field' : 'too-many')
    this.#known.set(name, [...known, segment])
  }
}

/** One segment, of which nothing may be left unread. */
export class Segment {
  readonly name: string
  readonly line: number
  readonly #elements: string[][]

  constructor(segment: EdifactSegment, name: string) {
    this.name = name
    this.line = segment.line
    this.#elements = segment.elements.map((parts) => [...parts])
    if (name.includes('+')) this.#take(0, 0)
  }

  /** Takes out a component; elements and components are counted from 0, the qualifier being the first element's first. */
  one<T>(element: number, component: number, read: FieldReader<T>): T {
    return this.optional(element, component, read) ?? missing(this.name)
  }

  /** Null when it is empty or not there. */
  optional<T>(element: number, component: number, read: FieldReader<T>): T | null {
    const text = this.#take(element, component)
    return text === '' ? null : read(text, this.name)
  }

  /** Takes out the components of an element, untrimmed. */
  all(element: number): string[] {
    return (this.#elements[element] ?? []).map((_, component) => this.#take(element, component))
  }

  /** Takes out what stands in elements `qualifier:text`, whatever their order; each qualifier comes once. */
  qualified(qualifiers: readonly string[]): Map<string, string> {
    const found = new Map<string, string>()
    for (const [element, [qualifier = '']] of this.#elements.entries()) {
      if (!qualifiers.includes(qualifier)) continue
      if (found.has(qualifier)) throw new RowFault(`${this.name}/${qualifier}`, 'repeated-field')
      this.#take(element, 0)
      found.set(qualifier, this.#take(element, 1))
    }
    return found
  }

  /** @throws RowFault when something stands there that nobody has taken out */
  end(): void {
    if (this.#elements.some((parts) => parts.some((text) => text !== '')))
      throw new RowFault(`${this.name}/unknown`, 'unknown-field')
  }

  #take(element: number, component: number): string {
    const text = this.#elements[element]?.[component] ?? ''
    if (text !== '') this.#elements[element]![component] = ''
    return text
  }
}

function missing(field: string): never {
  throw new RowFault(field, 'missing-field')
}
