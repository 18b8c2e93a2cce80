import type { FieldType } from './field.ts'
import type { Column } from './table.ts'

/** Columns in which the rows of one person differ by slips at most. */
const OF_A_PERSON: ReadonlySet<FieldType> = new Set(['date-of-birth', 'given-name', 'full-name'])

/** One person's rows may give two birth dates or names by a slip, and a few more in very many rows. */
const FEWEST_PEOPLE = 3
/** So many it takes of a number that passes its scheme's check: fewer may be a family's papers mixed up, and contradict. */
const MOST_PEOPLE = 10

/** Where nothing else tells people apart, one person has no more rows. */
const MOST_ROWS = 10

/**
 * Makes missing what rows of many people have as their number: it identifies nobody, whatever it is called (`nan`, `<NA>`,
 * 1234567890, a household's number). Many are three birth dates and three given names among its rows, up to ten among more
 * rows or of a number with a check digit; or, in a list without them, more than ten rows.
 */
export function forgetSharedIdentifiers(columns: readonly Column[]): void {
  const personal = columns.filter(({ field }) => OF_A_PERSON.has(field.type))
  for (const column of columns) if (column.field.type === 'identifier') forgetShared(column, personal)
}

function forgetShared({ field, ids, counts }: Column, personal: readonly Column[]): void {
  const fewest = (field.scheme ?? 'other') === 'other' ? FEWEST_PEOPLE : MOST_PEOPLE
  const shared = new Set<number>()
  const suspects = new Set<number>()
  for (let value = 1; value < counts.length; value++) {
    if (counts[value]! >= fewest) suspects.add(value)
  }
  if (suspects.size === 0) return
  const people = peopleOf(ids, suspects, personal)
  for (const value of suspects) if (isShared(counts[value]!, people.get(value)!, fewest)) shared.add(value)
  for (let row = 0; row < ids.length; row++) if (shared.has(ids[row]!)) ids[row] = 0
  for (const value of shared) counts[value] = 0
}

/** By value, how many different values its rows have in each personal column, as far as it matters. */
function peopleOf(ids: Uint32Array, suspects: ReadonlySet<number>, personal: readonly Column[]): Map<number, number[]> {
  const seen = new Map([...suspects].map((value) => [value, personal.map(() => new Set<number>())]))
  for (let row = 0; row < ids.length; row++) {
    const sets = seen.get(ids[row]!)
    sets?.forEach((set, i) => {
      const value = personal[i]!.ids[row]!
      if (value !== 0 && set.size < MOST_PEOPLE) set.add(value)
    })
  }
  return new Map([...seen].map(([value, sets]) => [value, sets.map(({ size }) => size)]))
}

/** @param people of each personal column; one of which nothing is known says nothing */
function isShared(rows: number, people: readonly number[], fewest: number): boolean {
  const known = people.filter((different) => different > 0)
  if (known.length === 0) return rows > MOST_ROWS
  const many = Math.min(MOST_PEOPLE, Math.max(fewest, Math.ceil(Math.sqrt(rows))))
  return known.every((different) => different >= many)
}
