import { candidateKeys, homeKey, homeOf, nameKey, type MatchRecord } from '@contactpoint/matching'
import { isUnprotected, toMatchRecord } from '../children/children.rules.ts'
import type { Meant } from '../children/parts.service.ts'
import { homesTold } from '../children/said.rules.ts'
import type { ToDecide } from './deciding.rules.ts'
import { evidenceOf, keysOf, type PresentRow, type RowToApply } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Who lives at the homes of a move. */
export interface Around {
  children: readonly Meant[]
  /** What sources have said of each of them, by the id of the record that they mean. */
  records: ReadonlyMap<string, readonly SourceRecord[]>
  /** Other rows that wait, and say that somebody lives at the home of now. */
  waiting: readonly PresentRow[]
}

/** What it would be if a row were about a child who lives elsewhere. */
interface Move {
  childId: string
  from: string
  to: string
}

/** Where a row says that somebody lives now: others at that home may say whom it is about, and it whom they are. */
export function homeKeysOf({ record }: RowToApply): string[] {
  if (record.kind === 'moved') return []
  const home = record.kind === 'involved' ? homeOf({ address: record }) : homeOf(record)
  return home === null ? [] : [homeKey(home)]
}

/** Keys of all homes of the moves that a row may be. */
export function homesToLookAt(one: ToDecide): string[] {
  return [...new Set(movesOf(one).flatMap(({ from, to }) => [homeKey(from), homeKey(to)]))]
}

/**
 * Of those whom the row may be about, ids of whoever has moved there together with another child: one who lives there now, and of whom was told at
 * their home, or of whom another row that waits says so. The other must be plainly another, with no key in common, and of neither anything may be hidden.
 */
export function movedTogether(one: ToDecide, around: Around): Set<string> {
  const own = new Set(keysOf(one.row))
  const isAnother = (record: MatchRecord): boolean => !candidateKeys(record).some((key) => own.has(key))
  const open = around.children.filter(({ child }) => isUnprotected(child))
  const others = open.filter(({ record }) => isAnother(toMatchRecord(record)))
  const rows = around.waiting.map(evidenceOf).filter(isAnother)
  const together = movesOf(one).filter(({ childId, from, to }) => {
    const hasMoved = ({ record }: Meant): boolean =>
      homeOf(record) === to && homesOf(around.records.get(record.childId) ?? []).includes(from)
    const isSaidToHave = (row: MatchRecord): boolean =>
      homeOf(row) === to && others.some(({ record }) => homeOf(record) === from && isOfOneName(record, row))
    return others.some((other) => other.child.childId !== childId && hasMoved(other)) || rows.some(isSaidToHave)
  })
  return new Set(together.map(({ childId }) => childId))
}

/** Only of whoever has the very name and birth date: another form of the name may be a twin's. */
function movesOf({ row, candidates }: ToDecide): Move[] {
  const evidence = evidenceOf(row)
  const to = homeOf(evidence)
  return candidates.flatMap(({ record, child }) => {
    const from = homeOf(record)
    if (from === null || to === null || from === to) return []
    return isUnprotected(child) && isOfOneName(record, evidence) ? [{ childId: child.childId, from, to }] : []
  })
}

function isOfOneName(one: Pick<MatchRecord, 'name' | 'dateOfBirth'>, other: Pick<MatchRecord, 'name' | 'dateOfBirth'>) {
  return one.dateOfBirth === other.dateOfBirth && nameKey(one.name) === nameKey(other.name)
}

function homesOf(records: readonly SourceRecord[]): (string | null)[] {
  return homesTold(records).map((postcode) => homeOf({ address: { postcode } }))
}
