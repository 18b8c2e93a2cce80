import { CsvError, parse } from 'csv-parse'
import { CsvRowBuilder, CSV_LIMITS, type CsvLayout, type CsvRow } from './csv-rows.ts'
import { FileFault, type FileFaultCode } from './file-fault.ts'
import { decodeUtf8 } from './utf8.ts'

/**
 * Reads the rows of a CSV file as its bytes arrive; keeps no more than the piece being read. Rows come before the end of the
 * file is seen, so whoever takes them must be able to drop them all when a fault follows.
 *
 * The file is RFC 4180 in UTF-8: commas, quotes doubled in quotes, no quote anywhere else. Lines may end as they do on any
 * system; the last one ends too, or the file counts as cut. Its first row names the columns, each once, in any order. Blank
 * rows are left out, those of nothing but commas too.
 *
 * @param chunks the bytes, cut anywhere
 * @throws FileFault for every fault of the file; errors of `chunks` itself pass through
 */
export async function* readCsvRows(
  chunks: AsyncIterable<Uint8Array>,
  layout: CsvLayout,
): AsyncGenerator<CsvRow, void, undefined> {
  const rows = new CsvRowBuilder(layout)
  const reader = new StrictReader(rows, layout.limits?.row ?? CSV_LIMITS.row)
  try {
    for await (const text of decodeUtf8(chunks, () => reader.line)) {
      await reader.write(text)
      yield* rows.take()
    }
    await reader.close()
    yield* rows.take()
    rows.close(reader.line)
  } finally {
    reader.destroy()
  }
}

/** The parser, which says of each row where it begins, and holds no more of one than a row may have. */
class StrictReader {
  readonly #parser
  readonly #longestRow: number
  /** The end of the text so far, when what follows belongs to it: half a character, or half a line's end. */
  #held = ''
  #written = 0
  /** Bytes of the rows that are complete, and the line after them. */
  #settled = 0
  #rowLine = 1
  #endsInLine = true
  /** The line reached. */
  line = 1

  constructor(rows: CsvRowBuilder, longestRow: number) {
    this.#longestRow = longestRow
    this.#parser = parse({
      relaxColumnCount: true,
      recordDelimiter: '\n',
      // Rows are taken here and not passed on: a stream of objects would take as long again.
      onRecord: (cells: string[], { lines, bytes }) => {
        const line = this.#rowLine
        this.#refuseLong(bytes)
        this.#rowLine = lines + 1
        this.#settled = bytes
        rows.add(cells, line)
        return null
      },
    })
    // Each is given to whoever writes.
    this.#parser.on('error', () => undefined)
  }

  async write(text: string): Promise<void> {
    const whole = this.#held + text
    this.#held = /[\r\uD800-\uDBFF]$/.exec(whole)?.[0] ?? ''
    await this.#parse(whole.slice(0, whole.length - this.#held.length))
  }

  async close(): Promise<void> {
    await this.#parse(this.#held)
    if (!this.#endsInLine) throw new FileFault('truncated', this.line)
    await this.#done((told) => this.#parser.end(told))
  }

  destroy(): void {
    this.#parser.destroy()
  }

  /** With one kind of line end: what counts the lines would count others twice. */
  async #parse(text: string): Promise<void> {
    if (text === '') return
    const lines = text.replaceAll(/\r\n?/g, '\n')
    const zero = lines.indexOf('\0')
    if (zero !== -1) throw new FileFault('not-utf-8', this.line + lineEnds(lines.slice(0, zero)))
    const bytes = Buffer.from(lines)
    await this.#done((told) => this.#parser.write(bytes, told))
    this.#written += bytes.length
    this.line += lineEnds(lines)
    this.#endsInLine = lines.endsWith('\n')
    this.#refuseLong(this.#written)
  }

  #done(step: (told: (error?: Error | null) => void) => unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      step((error) => (error ? reject(this.#faultOf(error)) : resolve()))
    })
  }

  #refuseLong(reached: number): void {
    if (reached - this.#settled > this.#longestRow) throw new FileFault('row-too-long', this.#rowLine)
  }

  /** Nothing but the code is kept of an error of the parser: its words may quote the file. */
  #faultOf(error: Error): Error {
    return error instanceof CsvError ? new FileFault(codeOf(error), this.#rowLine) : error
  }
}

function codeOf({ code }: CsvError): FileFaultCode {
  return code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote-not-closed' : 'not-well-formed'
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1
}
