import {
  MOST_FIGURE_ROWS,
  MOST_ORGANISATIONS,
  type Breakdown,
  type FigureColumn,
  type FigureRow,
} from '@contactpoint/contracts'
import { cellOf, COLUMNS_OF, countsOf, hourName, type Cell } from './counting.rules.ts'
import type { FigureDayDocument } from './figures.schema.ts'
import { daysIn, monthOfDay, type Period, type Reader } from './period.rules.ts'

/** A figure that has rows. */
export type RowsFigure = keyof typeof COLUMNS_OF

export type DayCounts = Pick<FigureDayDocument, 'day' | 'counts'>

/** One cell of a day, or of a month, as a reader may know it: everything that they are shown is made of these and of nothing else. */
interface Published extends Cell {
  /** The day, or the month. */
  when: string
  count: number
  /** There are from 1 to 4 of it. */
  isHidden: boolean
}

/** Rows as they are being added up. */
class Rows {
  private readonly rows = new Map<string | null, { values: number[]; hidden: boolean[] }>()

  constructor(private readonly width: number) {}

  add(key: string | null, values: readonly number[], hidden: readonly boolean[]): void {
    const row = this.at(key)
    values.forEach((value, n) => {
      row.values[n]! += value
      row.hidden[n] ||= hidden[n]!
    })
  }

  at(key: string | null): { values: number[]; hidden: boolean[] } {
    const none = { values: Array<number>(this.width).fill(0), hidden: Array<boolean>(this.width).fill(false) }
    const known = this.rows.get(key) ?? none
    this.rows.set(key, known)
    return known
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
 * A figure broken down, from what each day says of the organisation that it is of.
 *
 * @param by not `organisation`, unless the days are of one
 */
export function rowsOf(
  figure: RowsFigure,
  by: Breakdown,
  days: readonly DayCounts[],
  period: Pick<Period, 'from' | 'to'>,
  reader: Reader,
): FigureRow[] {
  const columns: readonly FigureColumn[] = COLUMNS_OF[figure]
  if (by === 'hour') return hourRows(columns, days, period)
  const rows = new Rows(columns.length)
  for (const one of publishedOf(days, reader.roundedTo)) {
    const is = countsOf(columns, one)
    const key = keyOf(by, one, reader)
    rows.add(key, is.map((n) => n * one.count), is.map((n) => n === 1 && one.isHidden)) // prettier-ignore
  }
  if (by === 'day') return rows.of(daysIn(period))
  if (by === 'month') return rows.of([...new Set(daysIn(period).map(monthOfDay))])
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
 * What a reader may know of each cell. For a manager it is first added up over the month and then rounded down: whatever is made of that,
 * over any months and by anything, is the same for all numbers that are rounded to the same, so that none of them can be worked out.
 */
function* publishedOf(days: readonly DayCounts[], roundedTo: number): Generator<Published> {
  const cells = new Map<string, Cell | null>()
  const known = (name: string): Cell | null => {
    if (!cells.has(name)) cells.set(name, cellOf(name))
    return cells.get(name)!
  }
  for (const { day: when, counts } of roundedTo > 1 ? monthsOf(days) : days)
    for (const [name, count] of Object.entries(counts)) {
      const cell = known(name)
      if (cell) yield { ...cell, when, ...published(count, roundedTo) }
    }
}

/** A number as a reader may know it. */
export function published(count: number, roundedTo: number): { count: number; isHidden: boolean } {
  return { count: count - (count % roundedTo), isHidden: count > 0 && count < roundedTo }
}

function monthsOf(days: readonly DayCounts[]): DayCounts[] {
  const months = new Map<string, Record<string, number>>()
  for (const { day, counts } of days) {
    const month = months.get(monthOfDay(day)) ?? {}
    for (const [name, count] of Object.entries(counts)) month[name] = (month[name] ?? 0) + count
    months.set(monthOfDay(day), month)
  }
  return [...months].map(([day, counts]) => ({ day, counts }))
}

function keyOf(by: Exclude<Breakdown, 'hour'>, one: Published, { organisation }: Reader): string | null {
  if (by === 'day') return one.when
  if (by === 'month') return monthOfDay(one.when)
  return by === 'organisation' ? organisation : one[by]
}

function hourRows(
  columns: readonly FigureColumn[],
  days: readonly DayCounts[],
  period: Pick<Period, 'from' | 'to'>,
): FigureRow[] {
  const byDay = new Map(days.map(({ day, counts }) => [day, counts]))
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  return daysIn(period).flatMap((day) =>
    hours.map((hour) => ({
      key: `${day}T${String(hour).padStart(2, '0')}`,
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
