import {
  MOST_FIGURE_ROWS,
  MOST_ORGANISATIONS,
  type Breakdown,
  type FigureColumn,
  type FigureRow,
} from '@contactpoint/contracts'
import { cellOf, COLUMNS_OF, countsOf, hourName, type Cell } from './counting.rules.ts'
import type { FigureCountsDocument } from './figures.schema.ts'
import { daysIn, monthOfDay, monthsOf, type Period, type Reader } from './period.rules.ts'

/** A figure that has rows. */
export type RowsFigure = keyof typeof COLUMNS_OF

/** What a day or a month says of whom the figure is of. */
export type Counted = Pick<FigureCountsDocument, 'when' | 'counts' | 'hours'>

/** What cells count as: each is looked at once, however many days it is in. */
class Cells {
  private readonly known = new Map<string, { cell: Cell; is: readonly number[] }>()
  private readonly columns: readonly FigureColumn[]

  constructor(columns: readonly FigureColumn[]) {
    this.columns = columns
  }

  of(name: string): { cell: Cell; is: readonly number[] } {
    const known = this.known.get(name)
    if (known) return known
    const cell = cellOf(name)
    const made = { cell, is: countsOf(this.columns, cell) }
    this.known.set(name, made)
    return made
  }
}

/** Rows as they are being added up. */
class Rows {
  private readonly rows = new Map<string | null, { values: number[]; hidden: boolean[] }>()

  constructor(private readonly width: number) {}

  /** @param is 1 for each column that the cell counts in */
  add(key: string | null, is: readonly number[], { count, isHidden }: { count: number; isHidden: boolean }): void {
    const row = this.at(key)
    for (let n = 0; n < is.length; n++) {
      if (is[n] === 0) continue
      row.values[n]! += count
      row.hidden[n] ||= isHidden
    }
  }

  at(key: string | null): { values: number[]; hidden: boolean[] } {
    const known = this.rows.get(key)
    if (known) return known
    const none = { values: Array<number>(this.width).fill(0), hidden: Array<boolean>(this.width).fill(false) }
    this.rows.set(key, none)
    return none
  }

  /** Of all of these keys, whether or not there is anything of them. */
  of(keys: readonly string[]): FigureRow[] {
    return keys.map((key) => toRow(key, this.at(key)))
  }

  /** Largest first; those without anything are left out. */
  bySize(): FigureRow[] {
    const rows = [...this.rows].map(([key, row]) => toRow(key, row)).filter((row) => row.masked || sizeOf(row) > 0)
    return rows.sort((one, other) => sizeOf(other) - sizeOf(one) || ((one.key ?? '') < (other.key ?? '') ? -1 : 1))
  }
}

/**
 * A figure broken down, from what days and months say of the organisation that it is of, or of all.
 *
 * @param counted apart from each other; for a manager months only
 * @param by not `organisation`, unless it is of one
 */
export function rowsOf(
  figure: RowsFigure,
  by: Breakdown,
  counted: readonly Counted[],
  period: Pick<Period, 'from' | 'to'>,
  reader: Reader,
): FigureRow[] {
  const columns: readonly FigureColumn[] = COLUMNS_OF[figure]
  if (by === 'hour') return hourRows(columns, counted, period)
  const rows = new Rows(columns.length)
  const cells = new Cells(columns)
  for (const { when, counts } of counted)
    for (const [name, count] of Object.entries(counts)) {
      const { cell, is } = cells.of(name)
      rows.add(keyOf(by, cell, when, reader), is, published(count, reader.roundedTo))
    }
  if (by === 'day') return rows.of(daysIn(period))
  if (by === 'month') return rows.of(monthsOf(period))
  return rows.bySize().slice(0, MOST_FIGURE_ROWS)
}

/**
 * The largest organisations, from what was added up of all.
 *
 * @param sums rows of `kept` columns by number @returns whose rows they are, by number, and how many are left out
 */
export function organisationRows(
  sums: Float64Array,
  kept: readonly FigureColumn[],
  columns: readonly FigureColumn[],
): { numbers: number[]; rows: FigureRow[]; left: number } {
  const places = columns.map((column) => kept.indexOf(column))
  const found: { number: number; row: FigureRow }[] = []
  for (let first = 0; first < sums.length; first += kept.length) {
    const values = places.map((place) => sums[first + place]!)
    if (values.some((value) => value > 0))
      found.push({ number: first / kept.length, row: { key: null, values, masked: false } })
  }
  found.sort((one, other) => sizeOf(other.row) - sizeOf(one.row) || one.number - other.number)
  const shown = found.slice(0, MOST_ORGANISATIONS)
  return {
    numbers: shown.map(({ number }) => number),
    rows: shown.map(({ row }) => row),
    left: found.length - shown.length,
  }
}

/** Signatures under a checkpoint beside the log's own: a line each (C2SP signed-note). */
export function cosignaturesOf(note: string): number {
  return note.split('\n').filter((line) => line.startsWith('\u2014 ')).length - 1
}

/**
 * A number as a reader may know it: everything that they are shown is made of these and of nothing else. A manager's is that of a cell in
 * a month, rounded down: whatever is made of such, over any months and by anything, is the same for all numbers that are rounded to the
 * same, so that none of them can be worked out.
 */
export function published(count: number, roundedTo: number): { count: number; isHidden: boolean } {
  return { count: count - (count % roundedTo), isHidden: count > 0 && count < roundedTo }
}

function keyOf(by: Exclude<Breakdown, 'hour'>, cell: Cell, when: string, { organisation }: Reader): string | null {
  if (by === 'day') return when
  if (by === 'month') return monthOfDay(when)
  return by === 'organisation' ? organisation : cell[by]
}

function hourRows(
  columns: readonly FigureColumn[],
  days: readonly Counted[],
  period: Pick<Period, 'from' | 'to'>,
): FigureRow[] {
  const byDay = new Map(days.map(({ when, hours }) => [when, hours]))
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
  return daysIn(period).flatMap((day) =>
    hours.map((hour) => ({
      key: `${day}T${hour}`,
      values: columns.map((column) => byDay.get(day)?.[hourName(hour, column)] ?? 0),
      masked: false,
    })),
  )
}

function toRow(key: string | null, { values, hidden }: { values: number[]; hidden: boolean[] }): FigureRow {
  return {
    key,
    values: values.map((value, n) => (hidden[n] && value === 0 ? null : value)),
    masked: hidden.includes(true),
  }
}

function sizeOf({ values }: FigureRow): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
