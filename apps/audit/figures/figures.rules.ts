import {
  MOST_FIGURE_ROWS,
  MOST_ORGANISATIONS,
  type Breakdown,
  type LogColumn,
  type FigureRow,
} from '@contactpoint/contracts'
import { cellOf, COLUMNS_OF, countsOf, hourName, type Cell } from './counting.rules.ts'
import type { FigureCountsDocument } from './figures.schema.ts'
import { daysIn, monthOfDay, monthsOf, type Period } from './period.rules.ts'
import type { Reader } from './reader.rules.ts'
import { published, Rows, sizeOf } from './rows.rules.ts'

/** A figure that has rows. */
export type RowsFigure = keyof typeof COLUMNS_OF

/** What a day or a month says of whom the figure is of. */
export type Counted = Pick<FigureCountsDocument, 'when' | 'counts' | 'hours'>

/** What cells count as: each is looked at once, however many days it is in. */
class Cells {
  private readonly known = new Map<string, { cell: Cell; is: readonly number[] }>()
  private readonly columns: readonly LogColumn[]

  constructor(columns: readonly LogColumn[]) {
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
  const columns: readonly LogColumn[] = COLUMNS_OF[figure]
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
  kept: readonly LogColumn[],
  columns: readonly LogColumn[],
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

function keyOf(by: Exclude<Breakdown, 'hour'>, cell: Cell, when: string, { organisation }: Reader): string | null {
  if (by === 'day') return when
  if (by === 'month') return monthOfDay(when)
  if (by === 'organisation') return organisation
  return by === 'role' || by === 'reason' ? cell[by] : cell.action
}

function hourRows(
  columns: readonly LogColumn[],
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
