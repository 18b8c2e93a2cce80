import type { FaultPlace } from '@contactpoint/contracts'

/** A row of a list that is wrong. */
export interface RowError {
  /** Its line in the list, the names being line 1. */
  line: number
  /** What stood there. */
  written: string
  text: string
}

const ROW = /^rows\.(\d+)\.(\w+)$/

/**
 * What is wrong with rows, as the gateway tells it, each with what stood there. Empty lines are no rows.
 *
 * @param wrong what is wrong with a row, by its column; a place in no such column is about the list
 */
export function rowErrors(places: readonly FaultPlace[], list: string, wrong: Record<string, string>): RowError[] {
  const lines = list
    .split(/\r?\n/)
    .map((written, n) => ({ written: written.trim(), line: n + 1 }))
    .filter(({ written }) => written !== '')
  return places
    .map(({ field }) => ROW.exec(field))
    .filter((found) => found !== null && Object.hasOwn(wrong, found[2]!))
    .map((found) => {
      const [, row, field] = found as unknown as [string, string, string]
      const { line, written } = lines[Number(row) + 1] ?? { line: Number(row) + 2, written: '' }
      return { line, written: written.slice(0, 80), text: wrong[field]! }
    })
    .toSorted((one, other) => one.line - other.line)
}
