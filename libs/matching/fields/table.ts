import { comparatorOf } from './comparators.ts'
import type { Field } from './field.ts'
import type { Texts } from './texts.ts'

/** The distinct values of one field and which row has which. */
export interface Column {
  readonly field: Field
  /** Canonical texts of the distinct values; a value's id is its place. Id 0 is "missing", its text empty. */
  readonly texts: Texts
  /** The value's id, one a row. */
  readonly ids: Uint32Array
  /** How many rows have the value, one a value, the passing one included; none for "missing". */
  readonly counts: Uint32Array
  /** Prepared values, filled as they are asked for up to {@link MANY_VALUES}: see {@link valueOf}. */
  readonly prepared: unknown[]
  /** A value that changes from look-up to look-up, in a table made for looking up. */
  readonly passing?: PassingValue
}

export interface PassingValue {
  readonly id: number
  text: string
  /** Prepared. */
  value: unknown
}

/** Of a column with more values the same two hardly ever meet twice: what is kept of them costs more than it saves. */
export const MANY_VALUES = 50_000

/** Records to be linked, by column. */
export interface Table {
  readonly rows: number
  /** Rows before this one are the left list, the others the right list. */
  readonly leftRows: number
  /** True when all rows are one list, so that any two may be of one person. Of two lists either may be empty. */
  readonly isOneList: boolean
  /** The record's own id, one a row; unique within each list. */
  readonly ids: readonly string[]
  readonly columns: readonly Column[]
  /** The same value ids row by row, one a column: what a pair needs lies together in memory. */
  readonly cells: Uint32Array
}

/** A value of a column in the form that its comparator compares. Never ask for id 0. */
export function valueOf(column: Column, id: number): unknown {
  const known = column.prepared[id]
  if (known !== undefined) return known
  if (id === column.passing?.id) return column.passing.value
  const value = comparatorOf(column.field).prepare(column.texts.at(id)!)
  if (id < MANY_VALUES) column.prepared[id] = value
  return value
}

/** The canonical text of a value; empty for id 0. */
export function textOf({ texts, passing }: Column, id: number): string {
  return id === passing?.id ? passing.text : texts.at(id)!
}

/** How many pairs of rows there are to consider, with or without blocking. */
export function totalPairs({ rows, leftRows, isOneList }: Table): number {
  return isOneList ? (rows * (rows - 1)) / 2 : leftRows * (rows - leftRows)
}
