import { StackError } from '@contactpoint/stack/stack-error'
import { CsvError, parse } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Unreadable } from '../unreadable.rules.ts'
import { Utf8Watch } from './utf8-watch.service.ts'

/** Who is told what stands in a file, from its first line to its last. What it throws ends the reading. */
export interface CsvListener {
  header(columns: readonly string[]): void
  /** @param line where the row ends, counted from 1 */
  row(cells: readonly string[], line: number): void
}

/** Bytes of the file as it lies on the disk. */
export type OnBytes = (done: number, total: number) => void

const CHUNK = 1 << 18
/** In characters. A quote that is never closed would otherwise take the rest of the file into memory. */
const LONGEST_ROW = 1_000_000
const GZIP = [0x1f, 0x8b]
/** Of a zip archive, which an Excel workbook is too. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const SEPARATORS: Record<string, string> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }
/** What stands for bytes that are not UTF-8. */
const UNREADABLE = '\uFFFD'

/**
 * Reads a CSV file row by row; memory does not grow with its length. Packed files (gzip) are known by their first
 * bytes, and so is UTF-16. Lines may end as they do on Windows, elsewhere, or both. Cells are trimmed, a byte order mark and
 * empty lines are left out, and so are rows without anything but commas, as spreadsheets leave them behind: they are counted.
 *
 * @returns how many rows had nothing in them
 * @throws StackError with one sentence when the file is not there, is not CSV, or has a row with too few or too many
 *   cells; it names the line and never a cell
 */
export async function readCsv(file: string, listener: CsvListener, onBytes?: OnBytes): Promise<number> {
  const { bytes, packed } = await look(file)
  const input = createReadStream(file, { highWaterMark: CHUNK })
  if (onBytes) input.on('data', () => onBytes(input.bytesRead, bytes))
  const watch = new Utf8Watch()
  const parser = csvParser(listener, watch)
  try {
    const none = new Writable({ objectMode: true, write: (_row, _encoding, done) => done() })
    if (packed) await pipeline(input, createGunzip(), watch, parser.rows, none)
    else await pipeline(input, watch, parser.rows, none)
  } catch (error) {
    throw explained(error, basename(file))
  }
  if (!parser.hasHeader()) throw new StackError(`${basename(file)} is empty: it needs a line with the columns' names.`)
  return parser.blankRows()
}

/**
 * Gives the named columns of a file row by row, whatever else is in it.
 *
 * @throws StackError as {@link readCsv} does, and when a column is not there
 */
export async function readColumns(
  file: string,
  columns: readonly string[],
  onRow: (cells: readonly string[], line: number) => void,
): Promise<void> {
  let places: number[] = []
  const header = (header: readonly string[]): void => {
    places = columns.map((column) => header.indexOf(column))
    if (places.includes(-1)) throw new StackError(`its first line must have the columns ${columns.join(',')}.`)
  }
  const row = (cells: readonly string[], line: number): void =>
    onRow(
      places.map((place) => cells[place]!),
      line,
    )
  await readCsv(file, { header, row })
}

function csvParser(listener: CsvListener, watch: Utf8Watch) {
  let [columns, blank] = [0, 0]
  const rows = parse({
    bom: true,
    trim: true,
    skipEmptyLines: true,
    relaxColumnCount: true,
    recordDelimiter: ['\r\n', '\n', '\r'],
    maxRecordSize: LONGEST_ROW,
    // Rows are taken here and not passed on: the stream of objects would take as long again as the parsing.
    onRecord: (cells: string[], { lines }) => {
      if (watch.isBroken && cells.some((cell) => cell.includes(UNREADABLE)))
        throw new Unreadable(`line ${lines} is not UTF-8: save the file as UTF-8, or names with accents are lost.`)
      if (columns !== 1 && cells.every((cell) => cell.trim() === '')) blank += 1
      else if (columns === 0) {
        assertCommas(cells)
        columns = cells.length
        listener.header(cells)
      } else if (cells.length !== columns) {
        throw new StackError(`line ${lines} has ${cells.length} cells, and the first line has ${columns}.`)
      } else listener.row(cells, lines)
      return null
    },
  })
  return { rows, hasHeader: () => columns > 0, blankRows: () => blank }
}

/** One cell with other separators in it, where a list of columns should be. */
function assertCommas([cell = '', ...more]: readonly string[]): void {
  const separator = more.length === 0 && [...cell].find((letter) => letter in SEPARATORS)
  if (!separator) return
  throw new StackError(`its cells are separated by ${SEPARATORS[separator]}: save it with commas between them.`)
}

async function look(file: string): Promise<{ bytes: number; packed: boolean }> {
  const handle = await open(file).catch(() => null)
  try {
    const found = await handle?.stat()
    if (!handle || !found?.isFile()) throw new Unreadable(`${file} is not a file that can be read.`)
    const { buffer } = await handle.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0)
    const beginsWith = (bytes: readonly number[]): boolean => bytes.every((byte, place) => buffer[place] === byte)
    if (beginsWith(ZIP))
      throw new Unreadable(
        `${basename(file)} cannot be read as CSV: it is a zip archive or an Excel workbook. Save it as CSV.`,
      )
    return { bytes: found.size, packed: beginsWith(GZIP) }
  } finally {
    await handle?.close()
  }
}

const SENTENCES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something stands between a closing quote and the next comma',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'something stands between a closing quote and the next comma',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'a row is longer than a million characters; perhaps a quote is never closed',
}

function explained(error: unknown, name: string): unknown {
  if (error instanceof Unreadable) return new Unreadable(`${name}: ${error.message}`)
  if (error instanceof StackError) return new StackError(`${name}: ${error.message}`)
  if (error instanceof CsvError) {
    const line = (error as unknown as { lines?: number }).lines
    return new StackError(`${name}: line ${line ?? '?'}: ${SENTENCES[error.code] ?? 'this is not CSV'}.`)
  }
  const code = String((error as { code?: unknown }).code)
  if (/^Z_/.test(code)) return new StackError(`${name}: is packed and damaged, or not whole (${code}).`)
  return error
}
