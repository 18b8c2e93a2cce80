import { codeNames } from '../compare/codes.ts'
import type { FieldType } from '../fields/field.ts'
import type { Column, Table } from '../fields/table.ts'

/** Codes of comparison that a rule asks for, in one column. */
export interface FieldCodes {
  readonly index: number
  readonly codes: ReadonlySet<number>
}

/** Of a field that the table has not: asked for, it never holds. */
export const NOWHERE: FieldCodes = { index: -1, codes: new Set() }

/** In the first column of a type. */
export function codesOf(table: Table, type: FieldType, levels: readonly string[]): FieldCodes {
  return codesWhere(table, ({ field }) => field.type === type, levels)[0] ?? NOWHERE
}

/** In all columns of these types. */
export function codesByType(table: Table, levels: Partial<Record<FieldType, readonly string[]>>): FieldCodes[] {
  return Object.entries(levels).flatMap(([type, names]) =>
    codesWhere(table, (column) => column.field.type === type, names),
  )
}

export function codesWhere(
  table: Table,
  isWanted: (column: Column) => boolean,
  levels: readonly string[],
): FieldCodes[] {
  return table.columns.flatMap((column, index) => {
    if (!isWanted(column)) return []
    const names = codeNames(table, index)
    return [{ index, codes: new Set(levels.map((level) => names.indexOf(level)).filter((code) => code >= 0)) }]
  })
}
