import {
  columnsOf,
  dateFromParts,
  readDay,
  type Column,
  type ColumnSource,
  type DayRead,
  type ListColumns,
} from '@contactpoint/matching'

/** How many of the dates in a column are odd. */
export interface OddDates {
  readonly column: string
  readonly unread: number
  /** With a time and zone, so that they may be meant for the day after. */
  readonly doubtful: number
  readonly rows: number
}

/** What one list's rows say, by field. */
export interface RowTexts {
  id(cells: readonly string[]): string
  /** One text a field; empty when the row does not say. Dates are `YYYY-MM-DD`. */
  texts(cells: readonly string[]): string[]
  /** Columns with dates that were there and could not be read (a wrong format makes all of them so), or are doubtful. */
  oddDates(): readonly OddDates[]
}

/** The columns of one list that the config names. */
export function namedColumns(list: ListColumns): string[] {
  return [...new Set([list.id, ...list.sources.flatMap(columnsOf)])]
}

/** Columns that the config names and the file does not have. */
export function missingColumns(list: ListColumns, header: readonly string[]): string[] {
  return namedColumns(list).filter((column) => !header.includes(column))
}

/** Columns that the config names and the file has twice, so that nobody can tell which is meant. */
export function doubtfulColumns(list: ListColumns, header: readonly string[]): string[] {
  return namedColumns(list).filter((column) => header.indexOf(column) !== header.lastIndexOf(column))
}

/** Fields of which no row from `from` to before `to` says anything; none when there are no rows. */
export function unusedFields(
  fields: readonly Column[],
  { sources }: ListColumns,
  from: number,
  to: number,
): { readonly type: string; readonly columns: string }[] {
  if (from === to) return []
  return fields.flatMap(({ field, ids }, index) => {
    const isUsed = ids.subarray(from, to).some((id) => id !== 0)
    return isUsed ? [] : [{ type: field.type, columns: columnsOf(sources[index]!).join(', ') }]
  })
}

/** @param header the columns of the file; those that the config names must be there */
export function rowTexts(list: ListColumns, header: readonly string[]): RowTexts {
  const idPlace = header.indexOf(list.id)
  const readers = list.sources.map((source) => textReader(source, header))
  return {
    id: (cells) => cells[idPlace]!,
    texts: (cells) => readers.map(({ read }) => read(cells)),
    oddDates: () => readers.flatMap(({ odd }) => odd?.() ?? []).filter(({ unread, doubtful }) => unread + doubtful > 0),
  }
}

interface TextReader {
  read(cells: readonly string[]): string
  odd?(): OddDates
}

function textReader(source: ColumnSource, header: readonly string[]): TextReader {
  const places = columnsOf(source).map((column) => header.indexOf(column))
  const [first = 0, second = 0, third = 0] = places
  if (source.kind === 'date')
    return dateReader(
      source.column,
      (cells) => cells[first]!,
      (text) => dateOf(text, source.format),
    )
  if (source.kind === 'date-parts') {
    const text = (cells: readonly string[]): string =>
      cells[first] || cells[second] || cells[third] ? `${cells[first]}/${cells[second]}/${cells[third]}` : ''
    return dateReader(columnsOf(source).join(', '), text, (parts) => {
      const [day = '', month = '', year = ''] = parts.split('/')
      return certainly(dateFromParts({ day, month, year }))
    })
  }
  if (places.length === 1) return { read: (cells) => cells[first]! }
  return { read: (cells) => places.flatMap((place) => cells[place] || []).join(' ') }
}

/** Each distinct date is read once: there are far fewer of them than rows. */
function dateReader(
  column: string,
  textOf: (cells: readonly string[]) => string,
  toDay: (text: string) => DayRead | null,
): TextReader {
  const known = new Map<string, DayRead | null>([['', null]])
  const odd = { column, unread: 0, doubtful: 0, rows: 0 }
  return {
    read: (cells) => {
      const text = textOf(cells)
      let date = known.get(text)
      if (date === undefined) known.set(text, (date = toDay(text)))
      if (text) odd.rows++
      if (text && !date) odd.unread++
      if (date?.isDoubtful) odd.doubtful++
      return date?.day ?? ''
    },
    odd: () => odd,
  }
}

const YEAR_FIRST = /^\d{4}(-\d{1,2}){0,2}$/

/** A day or month of one digit is read too where something separates it; so is a date that is only a year, or a year and month. */
function dateOf(text: string, format: string): DayRead | null {
  const short = format.replace('MM', 'M').replace('DD', 'D')
  const isSeparated = !/[YMD]M|[YMD]D|[MD]Y/.test(short.replace('YYYY', 'Y').replace('YY', 'Y'))
  const inFormat = readDay(text, format) ?? (isSeparated ? readDay(text, short) : null)
  return inFormat ?? certainly(YEAR_FIRST.test(text) ? text : null)
}

function certainly(day: string | null): DayRead | null {
  return day === null ? null : { day, isDoubtful: false }
}
