import { readReference } from '../fields/reference.ts'
import { textOf, type Column } from '../fields/table.ts'
import type { FieldModel } from '../model/model.ts'

/** A value with so many holders is no slip of the pen. */
export const FEWEST_HOLDERS = 5

let givenNames: ReadonlySet<string> | undefined

/**
 * A test of which values of a name column are names in their own right: five rows have them, the model lists them, or,
 * of given names, the reference list does. Ella is then no slip for Bella, however few the rows.
 */
export function establishedNames(column: Column, model: FieldModel | undefined): (value: number) => boolean {
  const { field, counts } = column
  const isGiven = field.type === 'given-name' || field.type === 'middle-name'
  givenNames ??= new Set(readReference('given-names.csv'))
  const isEstablished = (value: number): boolean =>
    counts[value]! >= FEWEST_HOLDERS ||
    (isGiven && givenNames!.has(textOf(column, value))) ||
    (model !== undefined && Object.hasOwn(model.frequencies, textOf(column, value)))
  const known = Uint8Array.from(counts, (_count, value) => (isEstablished(value) ? 1 : 0))
  return (value) => (value === column.passing?.id ? isEstablished(value) : known[value] === 1)
}
