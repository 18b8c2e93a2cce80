import { SaxesParser } from 'saxes'
import { FileFault, type FileFaultCode } from './file-fault.ts'
import { decodeUtf8 } from './utf8.ts'
import { XmlNamespaces } from './xml-namespaces.ts'
import { XmlRowBuilder, XML_LIMITS, type XmlLayout, type XmlPart } from './xml-rows.ts'

/**
 * Reads the header and the rows of an XML file as its bytes arrive; keeps no more than the row being read. Rows come
 * before the end of the file is seen, so whoever takes them must be able to drop them all when a fault follows.
 *
 * The file is XML 1.0 in UTF-8, with nothing in it that could mean more than it says: no document type, no entities but
 * the five predefined ones and character references, no processing instructions, no attributes and so no namespaces, but those of
 * the root that the layout names.
 * Comments are skipped; CDATA is text. The header comes once and before the rows; besides these there is nothing but
 * the elements around them.
 *
 * @param chunks the bytes, cut anywhere
 * @throws FileFault for every fault of the file; errors of `chunks` itself pass through
 *
 * Source: W3C XML 1.0 (fifth edition) sections 2 and 4; OWASP XML External Entity Prevention.
 */
export async function* readXmlRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: XmlLayout,
): AsyncGenerator<XmlPart, void, undefined> {
  const rows = new XmlRowBuilder(layout)
  const reader = new StrictReader(rows, layout)
  for await (const text of decodeUtf8(chunks, () => reader.line)) {
    reader.write(text)
    yield* rows.take()
  }
  reader.close()
  rows.close(reader.lastLine)
  yield* rows.take()
}

/** The parser, made to refuse what the layouts do not have. */
class StrictReader {
  readonly #parser = new SaxesParser()
  readonly #longestMarkup: number
  readonly #namespaces: XmlNamespaces | null
  #depth = 0
  /** Position in the text after the last tag, text or comment that was complete. */
  #settled = 0
  #written = 0
  #isClosing = false
  /** The parser forgets its line when it closes. */
  lastLine = 1

  constructor(rows: XmlRowBuilder, { limits, namespaces }: XmlLayout) {
    this.#longestMarkup = limits?.markup ?? XML_LIMITS.markup
    this.#namespaces = namespaces ? new XmlNamespaces(namespaces) : null
    this.#refuseWhatIsNotAllowed()
    this.#parser.on('opentagstart', ({ name }) => this.#settle(() => rows.start(this.#enter(name), this.#lineOfTag())))
    this.#parser.on('opentag', () => this.#entered())
    this.#parser.on('closetag', () => this.#settle(() => this.#leave(rows)))
    this.#parser.on('text', (text) => this.#settle(() => rows.text(text, this.line)))
    this.#parser.on('cdata', (text) => this.#settle(() => rows.text(text, this.line)))
    this.#parser.on('comment', () => this.#settle(() => undefined))
  }

  get line(): number {
    return this.#parser.line
  }

  write(text: string): void {
    this.#parser.write(text)
    this.#written += text.length
    this.#refuseLongMarkup(this.#written)
    this.lastLine = this.line
  }

  close(): void {
    this.#isClosing = true
    this.#parser.close()
  }

  #refuseWhatIsNotAllowed(): void {
    this.#parser.on('error', (error) => this.#fail(this.#isClosing ? 'truncated' : codeOf(error)))
    this.#parser.on('doctype', () => this.#fail('doctype-not-allowed'))
    this.#parser.on('processinginstruction', () => this.#fail('processing-instruction-not-allowed'))
    this.#parser.on('attribute', ({ name, value }) => {
      if (this.#depth > 1 || !this.#namespaces?.takes(name, value)) this.#fail('attribute-not-allowed')
    })
    this.#parser.on('xmldecl', ({ version, encoding }) => {
      if (version !== '1.0') this.#fail('version-not-allowed')
      if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') this.#fail('encoding-not-allowed')
    })
  }

  /** @returns the name as the layout has it */
  #enter(name: string): string {
    this.#depth += 1
    if (!this.#namespaces || this.#depth === 1) return name
    return this.#namespaces.nameOf(name) ?? this.#fail('namespace-not-declared')
  }

  #entered(): void {
    if (this.#depth === 1 && this.#namespaces?.isWhole === false) this.#fail('namespace-not-declared')
  }

  #leave(rows: XmlRowBuilder): void {
    this.#depth -= 1
    rows.end()
  }

  #settle(step: () => void): void {
    this.#refuseLongMarkup(this.#parser.position)
    this.#settled = this.#parser.position
    step()
  }

  #refuseLongMarkup(position: number): void {
    if (position - this.#settled > this.#longestMarkup) this.#fail('markup-too-long')
  }

  /** The parser has read one character past the tag's name, and has counted it if it is a line's end. */
  #lineOfTag(): number {
    return this.#parser.columnIndex === 0 ? this.line - 1 : this.line
  }

  #fail(code: FileFaultCode): never {
    throw new FileFault(code, this.line)
  }
}

/**
 * The parser says what is wrong in words only; the words may quote the file, so nothing but this code is kept of them.
 */
function codeOf(error: Error): FileFaultCode {
  if (/(?:undefined|character) entity\.$|entity name\.$/.test(error.message)) return 'entity-not-allowed'
  return error.message.endsWith('doctype declaration.') ? 'doctype-not-allowed' : 'not-well-formed'
}
