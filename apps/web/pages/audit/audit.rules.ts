import type { FigureColumn, FigureRow, Figures } from '@contactpoint/contracts'
import { chart } from '../../layout/charts.rules.ts'
import { day, words } from '../../layout/words.rules.ts'

/** A figure as a page shows it: a picture, and the same as a table. */
export interface Dashboard {
  picture: string | null
  columns: string[]
  rows: { label: string; values: string[] }[]
  /** How many rows have nothing in them and are left out of the table. */
  empty: number
}

/** Each access is one of these; what other columns count is counted by the column before as well. */
const PARTS = new Set<FigureColumn>(['searches', 'disclosures', 'reads', 'steps'])

/** What is said of a number that is not told. */
export const MASKED = '1 to 4'

export function dashboardOf({ columns, rows, by }: Pick<Figures, 'columns' | 'rows' | 'by'>): Dashboard {
  const labels = rows.map(({ key }) => labelOf(key, by))
  const series = columns.map((column, index) => ({
    name: words(column),
    values: rows.map(({ values }) => values[index]!),
  }))
  const full = rows.map((row, index) => ({ label: labels[index]!, row })).filter(({ row }) => !isEmpty(row))
  return {
    picture:
      full.length === 0
        ? null
        : chart(
            labels,
            series,
            columns.every((column) => PARTS.has(column)),
          ),
    columns: columns.map(words),
    rows: full.map(({ label, row }) => ({
      label,
      values: row.values.map((value) => (value === null ? MASKED : String(value))),
    })),
    empty: rows.length - full.length,
  }
}

function isEmpty({ values }: FigureRow): boolean {
  return values.every((value) => value === 0)
}

/** What a row is of, as somebody reads it. */
function labelOf(key: string | null, by: Figures['by']): string {
  if (key === null) return 'None given'
  if (by === 'hour') return `${day(key)}, ${key.slice(11)}:00`
  if (by === 'day') return day(key)
  return by === 'month' || by === 'organisation' ? key : words(key)
}
