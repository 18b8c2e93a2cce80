import type { Source } from '@contactpoint/contracts'
import { readXmlRows, type XmlElement, type XmlLayout } from '@contactpoint/feed-formats'
import {
  RowFault,
  type Feed,
  type FeedHeader,
  type FieldReader,
  type LocatedOutcome,
  type RowOutcome,
} from './feed.rules.ts'

/** What every feed in XML gives: where its rows are, and how one becomes a record of the directory or a refusal. */
export interface XmlTranslator {
  readonly source: Source
  readonly rowElement: string
  readonly headerElement?: string
  readonly footerElement?: string
  readonly namespaces?: XmlLayout['namespaces']
  /**
   * @param today `YYYY-MM-DD` in England: a version from ahead of it would outrank all that come after
   * @throws FileFault `header-not-valid`: the whole file is refused
   */
  readHeader?(tree: XmlElement, today: string): FeedHeader
  /**
   * @param rows how many there were
   * @throws FileFault: the whole file is refused
   */
  checkFooter?(tree: XmlElement, rows: number): void
  /**
   * Never throws: whatever the row holds, it is a record or a refusal.
   *
   * @param line of the row in the file, for the refusal
   * @param today `YYYY-MM-DD` in England
   */
  readRow(tree: XmlElement, header: FeedHeader, line: number, today: string): RowOutcome
}

/** A feed in XML. */
export function xmlFeed(translator: XmlTranslator): Feed {
  return { source: translator.source, read: (bytes, today) => readRows(translator, bytes, today) }
}

/** The header comes first and once where there is one, then the rows, then the footer. */
async function* readRows(
  translator: XmlTranslator,
  bytes: AsyncIterable<Uint8Array>,
  today: string,
): AsyncGenerator<LocatedOutcome> {
  let header: FeedHeader = { version: '', asOf: '' }
  let row = 0
  for await (const { kind, tree, line } of readXmlRows(bytes, translator)) {
    if (kind === 'header') header = translator.readHeader!(tree, today)
    else if (kind === 'footer') translator.checkFooter!(tree, row)
    else yield { ...translator.readRow(tree, header, line, today), row: ++row, line }
  }
}

/** What may stand in an element: how often each child may come, and which public fields are refused by name. */
export interface FieldLayout {
  readonly most: Readonly<Record<string, number>>
  readonly neverKept: ReadonlySet<string>
}

/**
 * The children of one element, checked against its layout. A field is named by its path below the row
 * (`HomeAddress/Postcode`); an element that the layout does not have is named `unknown`, because its own name could
 * carry anything.
 */
export class Fields {
  readonly #path: string
  readonly #children = new Map<string, XmlElement[]>()

  constructor(element: XmlElement, path: string, layout: FieldLayout) {
    this.#path = path
    for (const child of element.children) this.#add(child, layout)
    if (element.text.trim() !== '') throw new RowFault(this.field('unknown'), 'unexpected-text')
  }

  field(name: string): string {
    return this.#path === '' ? name : `${this.#path}/${name}`
  }

  one<T>(name: string, read: FieldReader<T>): T {
    const value = this.optional(name, read)
    if (value === null) throw new RowFault(this.field(name), 'missing-field')
    return value
  }

  /** Null when the element is absent, or is empty as some systems write an unknown value. */
  optional<T>(name: string, read: FieldReader<T>): T | null {
    return this.all(name, read)[0] ?? null
  }

  all<T>(name: string, read: FieldReader<T>): T[] {
    const field = this.field(name)
    return this.elements(name).flatMap((element) => {
      if (element.children.length > 0) throw new RowFault(`${field}/unknown`, 'unknown-field')
      const text = element.text.trim()
      return text === '' ? [] : [read(text, field)]
    })
  }

  elements(name: string): XmlElement[] {
    return this.#children.get(name) ?? []
  }

  #add(child: XmlElement, { most, neverKept }: FieldLayout): void {
    const allowed = Object.hasOwn(most, child.name) ? most[child.name]! : 0
    if (allowed === 0) {
      if (neverKept.has(child.name)) throw new RowFault(this.field(child.name), 'never-kept')
      throw new RowFault(this.field('unknown'), 'unknown-field')
    }
    const known = this.elements(child.name)
    if (known.length === allowed)
      throw new RowFault(this.field(child.name), allowed === 1 ? 'repeated-field' : 'too-many')
    this.#children.set(child.name, [...known, child])
  }
}
