import type { Fate, FigureColumn, FigureRow, Figures } from '@contactpoint/contracts'
import { chart } from '../../layout/charts.rules.ts'
import { day, words } from '../../layout/words.rules.ts'

/** A figure as a page shows it: a picture, and the same as a table. */
export interface Dashboard {
  /** Null: there is nothing, or nothing that is told. */
  picture: string | null
  columns: string[]
  rows: { label: string; values: string[] }[]
  /** How many rows have nothing in them and are left out of the table. */
  empty: number
}

/** Figures in which one column counts some of what another does. */
const OVERLAPPING: readonly Figures['name'][] = ['misses', 'overrides']

/** What became of a row of a feed. Its codes are words of other things too. */
const FATE: Readonly<Record<Fate, string>> = {
  waiting: 'Being taken in',
  created: 'New child',
  updated: 'Changed a child',
  unchanged: 'Changed nothing',
  parked: 'Kept for somebody to decide',
  refused: 'Refused',
}

/** What is said of a number that is not told. */
export const MASKED = '1 to 4'

export function dashboardOf({ name, columns, rows, by }: Pick<Figures, 'name' | 'columns' | 'rows' | 'by'>): Dashboard {
  const labels = rows.map(({ key }) => labelOf(key, by))
  const titles = columns.map((column) => titleOf(column, name))
  const series = columns.map((_column, index) => ({
    name: titles[index]!,
    values: rows.map(({ values }) => values[index]!),
  }))
  const full = rows.map((row, index) => ({ label: labels[index]!, row })).filter(({ row }) => !isEmpty(row))
  return {
    picture: isDrawn(rows) ? chart(labels, series, areParts(name, by)) : null,
    columns: titles,
    rows: full.map(({ label, row }) => ({
      label,
      values: row.values.map((value) => (value === null ? MASKED : String(value))),
    })),
    empty: rows.length - full.length,
  }
}

/** Rows of what is known and what is not, each as a share in per cent; null: too little is told to say. */
export function sharesOf({ rows }: Pick<Figures, 'rows'>): { label: string; share: number | null }[] {
  return rows.map(({ key, values: [known, notKnown] }) => {
    const all = (known ?? 0) + (notKnown ?? 0)
    return { label: words(key), share: all === 0 ? null : Math.round(((known ?? 0) / all) * 100) }
  })
}

/** Whether the columns of a row are parts of one whole. By authority, coverage is children and those of them of whom something is known. */
function areParts(name: Figures['name'], by: Figures['by']): boolean {
  return !OVERLAPPING.includes(name) && (name !== 'coverage' || by !== 'authority')
}

/** Whether a picture would show anything: of numbers that are not told it would look like none. */
function isDrawn(rows: readonly FigureRow[]): boolean {
  return rows.some(({ values }) => values.some((value) => (value ?? 0) > 0))
}

function isEmpty({ values }: FigureRow): boolean {
  return values.every((value) => value === 0)
}

function titleOf(column: FigureColumn, figure: Figures['name']): string {
  return figure === 'feeds' ? FATE[column as Fate] : words(column)
}

/** What a row is of, as somebody reads it. */
function labelOf(key: string | null, by: Figures['by']): string {
  if (key === null) return 'None given'
  if (by === 'hour') return `${day(key)}, ${key.slice(11)}:00`
  if (by === 'day') return day(key)
  return by === 'month' || by === 'organisation' || by === 'authority' ? key : words(key)
}
