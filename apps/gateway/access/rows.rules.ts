import { Fault } from '@contactpoint/contracts'
import { parse } from 'csv-parse/sync'

/**
 * The rows of a list as it was sent, each with its columns by name: `child_id` is the field `childId`. What the fields are is judged by the
 * question they go into.
 *
 * @throws Fault `invalid-request` for a text that is no list, or a row with more or fewer columns than there are names
 */
export function rowsOf(body: unknown): object[] {
  if (typeof body !== 'string') return []
  try {
    return parse(body, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => names.map(fieldOf),
    })
  } catch {
    throw Fault.invalid('body', 'isCsv')
  }
}

function fieldOf(name: string): string {
  return name.toLowerCase().replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}
