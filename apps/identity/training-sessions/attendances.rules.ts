import {
  Fault,
  MOST_PLACES,
  SYLLABUS_ITEMS,
  type AttendanceRow,
  type FaultPlace,
  type SyllabusItem,
} from '@contactpoint/contracts'
import type { Attendance } from './training-sessions.schema.ts'

/** The items that a row names; null: one of them is none of the syllabus. */
export function itemsOf(acknowledged: string): SyllabusItem[] | null {
  const named = [...new Set(acknowledged.split(/\s+/).filter((item) => item !== ''))]
  const items = named.filter((item): item is SyllabusItem => (SYLLABUS_ITEMS as readonly string[]).includes(item))
  return items.length === named.length ? items : null
}

/**
 * What is wrong with a list, by the number of the row and the rule that it breaks; null: nothing is. What stands in a row is not repeated.
 *
 * @param known who it is that each row names; null: nobody whom this trainer may train
 */
export function faultOf(rows: readonly AttendanceRow[], known: readonly (string | null)[], self: string): Fault | null {
  const places = rows.flatMap(({ acknowledged }, n): FaultPlace[] => [
    ...(known[n] === null ? [{ field: `rows.${n}.username`, rule: 'isOneOfYourPeople' }] : []),
    ...(known[n] === self ? [{ field: `rows.${n}.username`, rule: 'isSomebodyElse' }] : []),
    ...(itemsOf(acknowledged) === null ? [{ field: `rows.${n}.acknowledged`, rule: 'isOfTheSyllabus' }] : []),
  ])
  if (places.length === 0) return null
  const broken = new Set(places.map(({ field }) => field.split('.')[1])).size
  return new Fault(
    'invalid-request',
    `Nothing was recorded: ${broken} rows are not valid`,
    places.slice(0, MOST_PLACES),
  )
}

/** What rows of a list bring that was not known, one a person: that they were there, or acknowledged more. */
export function freshOf(
  rows: readonly { identity: string; acknowledged: SyllabusItem[] }[],
  known: readonly Pick<Attendance, 'identity' | 'acknowledged'>[],
): { identity: string; acknowledged: SyllabusItem[] }[] {
  const before = acknowledgedBy(known)
  return [...acknowledgedBy(rows)].flatMap(([identity, items]) => {
    const had = before.get(identity)
    const acknowledged = [...items].filter((item) => !had?.has(item))
    return had && acknowledged.length === 0 ? [] : [{ identity, acknowledged }]
  })
}

/** Of each person, all that they have acknowledged. */
function acknowledgedBy(
  rows: readonly { identity: string; acknowledged: readonly SyllabusItem[] }[],
): Map<string, Set<SyllabusItem>> {
  const of = Map.groupBy(rows, ({ identity }) => identity)
  return new Map([...of].map(([who, all]) => [who, new Set(all.flatMap(({ acknowledged }) => acknowledged))]))
}
