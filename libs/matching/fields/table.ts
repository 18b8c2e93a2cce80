import { comparatorOf } from './comparators.ts'
import type { Field } from './field.ts'

/** The distinct values of one field and which row has which. */
export interface Column {
  readonly field: Field
  /** Canonical texts of the distinct values; a value's id is its place. Id 0 is "missing", its text empty. */
  readonly texts: readonly string[]
  /** The value's id, one a row. */
  readonly ids: Uint32Array
  /** How many rows have the value, one a value; none for "missing". */
  readonly counts: Uint32Array
  /** Prepared values, filled as they are asked for: see {@link valueOf}. */
  readonly prepared: unknown[]
  /** Id of a value that changes from look-up to look-up, in a table made for looking up. */
  readonly passing?: number
}

/** Records to be linked, by column. */
export interface Table {
  readonly rows: number
  /** Rows before this one are the left list, the others the right list; equal to `rows` when there is one list. */
  readonly leftRows: number
  /** The record's own id, one a row; unique within each list. */
  readonly ids: readonly string[]
  readonly columns: readonly Column[]
  /** The same value ids row by row, one a column: what a pair needs lies together in memory. */
  readonly cells: Uint32Array
}

/** A value of a column in the form that its comparator compares. Never ask for id 0. */
export function valueOf(column: Column, id: number): unknown {
  return (column.prepared[id] ??= comparatorOf(column.field).prepare(column.texts[id]!))
}

/** True when all rows are one list, so that any two may be of one person. */
export function isOneList({ rows, leftRows }: Table): boolean {
  return rows === leftRows
}

/** How many pairs of rows there are to consider, with or without blocking. */
export function totalPairs({ rows, leftRows }: Table): number {
  return leftRows === rows ? (rows * (rows - 1)) / 2 : leftRows * (rows - leftRows)
}
