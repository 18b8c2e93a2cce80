import { MOST_FIGURE_ROWS, type CountedRow, type FigureColumn, type FigureRow } from '@contactpoint/contracts'
import { published, Rows } from './rows.rules.ts'

/**
 * Rows that a service has counted of its own, as a reader may know them. No count is part of another, and each is rounded for itself: two
 * histories that differ in what is masked give the same rows.
 *
 * @param keys which rows there are, in order; null: those that were counted, the largest first
 */
export function ownedRows(
  counted: readonly CountedRow[],
  columns: readonly FigureColumn[],
  keys: readonly string[] | null,
  roundedTo: number,
): { columns: FigureColumn[]; rows: FigureRow[]; rowsLeftOut: number } {
  const rows = new Rows(columns.length)
  for (const { key, counts } of counted)
    columns.forEach((column, n) => {
      const is = columns.map((one) => Number(one === column))
      rows.add(key, is, published(counts[n] ?? 0, roundedTo))
    })
  const all = keys ? rows.of(keys) : rows.bySize()
  return {
    columns: [...columns],
    rows: all.slice(0, MOST_FIGURE_ROWS),
    rowsLeftOut: Math.max(0, all.length - MOST_FIGURE_ROWS),
  }
}
