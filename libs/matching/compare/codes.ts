import { comparatorOf } from '../fields/comparators.ts'
import type { Table } from '../fields/table.ts'
import { swappable } from './swaps.ts'

/** Types whose near values may be two names in their own right rather than one with a slip of the pen. */
const NAMES = new Set(['given-name', 'middle-name', 'family-name'])

/** Levels which are something else between two values that each have several holders. */
const OWN_WHEN_COMMON = ['variant', 'near', 'similar']

/**
 * The names of a column's comparison codes, in order: `missing`, the comparator's levels, then what only a whole table
 * can tell. `variant-common`, `near-common` and `similar-common`: alike, but both are names in their own right, as Ella and
 * Bella, so a slip of the pen is unlikely. `swapped`: see `SwapFinder`.
 */
export function codeNames(table: Table, column: number): string[] {
  const { field } = table.columns[column]!
  const { levels } = comparatorOf(field)
  const common = NAMES.has(field.type) ? OWN_WHEN_COMMON.filter((level) => levels.includes(level)) : []
  const isSwappable = swappable(table.columns).some((pair) => pair.includes(column))
  return ['missing', ...levels, ...common.map((level) => `${level}-common`), ...(isSwappable ? ['swapped'] : [])]
}

/** The code names of all columns. */
export function allCodeNames(table: Table): string[][] {
  return table.columns.map((_column, index) => codeNames(table, index))
}
