import type { FieldType } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import type { PairScorer } from '../score/pair-scorer.ts'
import { countedAs, type KnownTwo, type Way } from './hypotheses.ts'
import type { Namesakes } from './namesakes.ts'

/** What a pair must have in common to be compared: each way to look like one child has two of these at least. */
const TOGETHER: readonly (readonly FieldType[])[] = [
  ['date-of-birth', 'postcode'],
  ['date-of-birth', 'family-name'],
  ['postcode', 'given-name', 'family-name'],
]
/** More rows with one birth date and postcode are no household. */
const MOST_TOGETHER = 50

/**
 * Counts among rows that are surely of different children how often they look like one: how near the names of the twins
 * of this very list are, and how often strangers share name and birthday.
 *
 * @param areTwo true for two rows of different children; asked of rows from `among`
 * @param among rows, each child once or hardly ever more often
 */
export function knownTwo(
  table: Table,
  { scorer, namesakes }: { readonly scorer: PairScorer; readonly namesakes: Namesakes },
  among: readonly number[],
  areTwo: (left: number, right: number) => boolean,
): KnownTwo {
  const pairs = new Map<Way, number>()
  const seen = new Set<number>()
  for (const types of TOGETHER)
    for (const rows of rowsTogether(table, among, types))
      for (const [i, left] of rows.entries())
        for (const right of rows.slice(i + 1)) {
          const kind = areTwo(left, right) ? scorer.kindOf(left, right) : null
          const key = Math.min(left, right) * table.rows + Math.max(left, right)
          if (kind === null || seen.has(key)) continue
          seen.add(key)
          const way = countedAs(kind, namesakes.expected(left, right))
          pairs.set(way, (pairs.get(way) ?? 0) + 1)
        }
  return { children: among.length, pairs }
}

/** Groups of rows with one value in each of the first columns of these types; none where a column is not there. */
function rowsTogether({ columns }: Table, among: readonly number[], types: readonly FieldType[]): number[][] {
  const wanted = types.map((type) => columns.find(({ field }) => field.type === type))
  const known = wanted.filter((column) => column !== undefined)
  if (known.length < types.length) return []
  const groups = new Map<string, number[]>()
  for (const row of among) {
    const ids = known.map(({ ids: values }) => values[row]!)
    if (ids.includes(0)) continue
    const key = ids.join(' ')
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].filter(({ length }) => length > 1 && length <= MOST_TOGETHER)
}
