import { didYouMean, TableBuilder, type ListColumns, type MatchConfig, type Table } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import {
  doubtfulColumns,
  missingColumns,
  namedColumns,
  rowTexts,
  unusedFields,
  type RowTexts,
  type OddDates,
} from './columns.rules.ts'
import { readCsv, type OnBytes } from './csv-reader.service.ts'

/** Where rows go; {@link TableBuilder} is one. */
export interface RowSink {
  add(id: string, texts: readonly string[]): void
}

export interface InputFiles {
  readonly left: string
  /** The second list, when there are two. */
  readonly right?: string
}

export interface ReadTable {
  readonly table: Table
  /** Sentences for the person who runs this: what was read and makes no sense. */
  readonly warnings: readonly string[]
}

/**
 * Reads one list, or two to be linked, as the config describes their columns.
 *
 * @throws StackError with one sentence: a column is missing, two rows have the same id, a row has no id, not CSV
 */
export async function readTable(config: MatchConfig, files: InputFiles, onBytes?: OnBytes): Promise<ReadTable> {
  const builder = new TableBuilder(config.fields)
  const warnings = await readList(files.left, config.left, builder, onBytes)
  if (files.right !== undefined) {
    builder.startRight()
    warnings.push(...(await readList(files.right, config.right, builder, onBytes)))
  }
  const table = builder.build()
  const ofLeft = unusedFields(table.columns, config.left, 0, table.leftRows)
  const ofRight = unusedFields(table.columns, config.right, table.leftRows, table.rows)
  return {
    table,
    warnings: [...warnings, ...emptyFields(files.left, ofLeft), ...emptyFields(files.right ?? '', ofRight)],
  }
}

/** Reads the rows of one file into the sink and returns warnings. @throws StackError as {@link readTable} does */
export async function readList(file: string, list: ListColumns, sink: RowSink, onBytes?: OnBytes): Promise<string[]> {
  const lineOfId = new Map<string, number>()
  let reader: RowTexts | undefined
  const header = (columns: readonly string[]): void => {
    assertColumns(list, columns)
    reader = rowTexts(list, columns)
  }
  const row = (cells: readonly string[], line: number): void => {
    const id = reader!.id(cells)
    if (id === '') throw new StackError(`line ${line} has no id: nothing stands in column "${list.id}".`)
    const known = lineOfId.get(id)
    // The id itself is not shown: it may be a number that names a child.
    if (known !== undefined)
      throw new StackError(`lines ${known} and ${line} have the same id; each row needs its own.`)
    lineOfId.set(id, line)
    sink.add(id, reader!.texts(cells))
  }
  const blank = await readCsv(file, { header, row }, onBytes)
  const passedOver = blank === 0 ? [] : [`${file}: ${blank} rows have nothing in them and were passed over.`]
  if (lineOfId.size === 0) return [`${file} has no rows.`]
  lineOfId.clear() // the stream that has ended holds on to it for a while
  return [...passedOver, ...reader!.oddDates().flatMap((odd) => dateWarnings(file, odd))]
}

function dateWarnings(file: string, { column, unread, doubtful, rows }: OddDates): string[] {
  const missing = `${unread} of ${rows} dates in ${column} could not be read and count as missing; see "format" in the config.`
  const early =
    `${doubtful} of ${rows} dates in ${column} have a time and zone that may be midnight of the day after, outside England; ` +
    `taken for the day in England.`
  return [...(unread > 0 ? [`${file}: ${missing}`] : []), ...(doubtful > 0 ? [`${file}: ${early}`] : [])]
}

function emptyFields(file: string, fields: readonly { readonly type: string; readonly columns: string }[]): string[] {
  return fields.map(({ type, columns }) => {
    return `${file}: nothing in ${columns} can be used: it is empty, or holds something else than type "${type}".`
  })
}

function assertColumns(list: ListColumns, header: readonly string[]): void {
  const missing = missingColumns(list, header)
  // A line in which no column is found may be the first child of a list without names: it is not shown.
  if (!namedColumns(list).some((column) => header.includes(column)))
    throw new StackError(
      `there is no column "${missing[0]}", nor any other that the config names; does its first line name the columns?`,
    )
  if (missing[0] !== undefined)
    throw new StackError(
      `there is no column "${missing[0]}", which the config names.${didYouMean(missing[0], header)} There are: ${header.join(', ')}.`,
    )
  const [doubtful] = doubtfulColumns(list, header)
  if (doubtful !== undefined) throw new StackError(`there are two columns "${doubtful}"; which one is meant?`)
}
