import type { IncomingRecord, Source } from '@contactpoint/contracts'
import { readCsvRows, type CsvLayout, type CsvRow } from '@contactpoint/feed-formats'
import { RowFault, type Feed, type FieldReader, type LocatedOutcome, type RowOutcome } from './feed.rules.ts'
import { usableRecordId } from './field-readers.rules.ts'

/** What every feed in CSV gives: its columns, and how a row becomes a record of the directory. */
export interface CsvTranslator {
  readonly source: Source
  readonly layout: CsvLayout
  /** The columns that are the record's id, joined by a hyphen. */
  readonly recordIdColumns: readonly string[]
  /** The column that says whether somebody is a child, of a source that speaks of adults too: a refusal for it names nobody. */
  readonly childColumn?: string
  /**
   * @param today `YYYY-MM-DD` in England: a version from ahead of it would outrank all that come after
   * @throws RowFault for what refuses the row
   */
  recordOf(cells: Cells, today: string): IncomingRecord
}

/** A feed in CSV. */
export function csvFeed(translator: CsvTranslator): Feed {
  return { source: translator.source, read: (bytes, today) => readRows(translator, bytes, today) }
}

async function* readRows(
  translator: CsvTranslator,
  bytes: AsyncIterable<Uint8Array>,
  today: string,
): AsyncGenerator<LocatedOutcome> {
  for await (const row of readCsvRows(bytes, translator.layout)) {
    yield { ...outcomeOf(translator, row, today), row: row.row, line: row.line }
  }
}

function outcomeOf(translator: CsvTranslator, { cells, line }: CsvRow, today: string): RowOutcome {
  if (cells === null) return { refusal: { line, recordId: null, field: 'row', code: 'cells' } }
  try {
    return { record: translator.recordOf(new Cells(cells), today) }
  } catch (fault) {
    if (!(fault instanceof RowFault)) throw fault
    const recordId = fault.field === translator.childColumn ? null : recordIdOf(translator, cells)
    return { refusal: { line, recordId, field: fault.field, code: fault.code } }
  }
}

function recordIdOf({ recordIdColumns }: CsvTranslator, cells: CsvRow['cells'] & object): string | null {
  return usableRecordId(recordIdColumns.map((column) => cells[column]!).join('-'))
}

/** The cells of one row, each named by its column. */
export class Cells {
  readonly #cells: CsvRow['cells'] & object

  constructor(cells: CsvRow['cells'] & object) {
    this.#cells = cells
  }

  one<T>(column: string, read: FieldReader<T>): T {
    return this.optional(column, read) ?? refuseMissing(column)
  }

  /** Null when the cell is empty. */
  optional<T>(column: string, read: FieldReader<T>): T | null {
    const text = this.#cells[column]!
    return text === '' ? null : read(text, column)
  }

  /** Of those that are not empty, in the order of the columns. */
  all<T>(columns: readonly string[], read: FieldReader<T>): T[] {
    return columns.flatMap((column) => this.optional(column, read) ?? [])
  }
}

function refuseMissing(column: string): never {
  throw new RowFault(column, 'missing-field')
}
