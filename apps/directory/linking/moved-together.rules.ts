import { candidateKeys, homeKey, homeOf, traitsOf, type MatchRecord } from '@contactpoint/matching'
import { isUnprotected, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { isOfOneName, type ToDecide } from './deciding.rules.ts'
import { evidenceOf, isPresent, keysOf, type RowToApply } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { mayBeJudged } from './rows-that-wait.rules.ts'

/** A row, and who shares a key with it. */
type Mover = Pick<ToDecide, 'row' | 'candidates'>

/** What a row would be, if it were about a child who has moved. */
export interface Move {
  child: Child
  from: string
  to: string
}

/** Who may have moved with a row: of none of them anything is hidden. */
export interface Around {
  /** Who lives at the home of now, with what was told of each. */
  children: readonly { child: Child; told: readonly SourceRecord[] }[]
  /** Other rows that say that somebody lives there, see `mayHaveMoved`. */
  rows: readonly Mover[]
}

/** Where a row says that somebody lives now: who waits at that home may have moved with them. */
export function homeKeysOf(row: RowToApply): string[] {
  const home = isPresent(row) ? homeOf(evidenceOf(row)) : null
  return home === null ? [] : [homeKey(home)]
}

/**
 * The move that a row may be. Only of whoever has the very name and birth date, as another form of the name may be a twin's, and only where nobody else
 * has: not somebody either of whom things are hidden, whatever these are, since by name and birth date they are known.
 */
export function moveOf({ row, candidates }: Mover): Move | null {
  const evidence = evidenceOf(row)
  const [one, ...more] = candidates.filter(({ record }) => isOfOneName(record, evidence))
  if (!one || more.length > 0 || !isUnprotected(one.child)) return null
  const [from, to] = [homeOf(one.record), homeOf(evidence)]
  return from === null || to === null || from === to ? null : { child: one.child, from, to }
}

/** Whether a row that waits may say of others that they moved with it: it was held for a move alone, no person has it, and none has said anything of it. */
export function mayHaveMoved(link: SourceRecord, now: Date): boolean {
  return link.parked === 'name-and-birth-date-only' && !link.answer && mayBeJudged(link, now)
}

/**
 * Whether a brother or sister has moved between the same two homes: one who lives at that of now, and of whom was told at that of before, or of whom
 * another row that waits says so. They have a family name or a carer in common with the child, and no key with the row, since that may be the child again.
 */
export function hasCompany(one: Mover, move: Move, { children, rows }: Around): boolean {
  const own = new Set(keysOf(one.row))
  const isAnother = (record: MatchRecord): boolean => !candidateKeys(record).some((key) => own.has(key))
  const isSibling = (other: Child): boolean =>
    other.childId !== move.child.childId && isAnother(toMatchRecord(other)) && areKin(other, move.child)
  const hasMoved = children.some(
    ({ child, told }) => isSibling(child) && homeOf(child) === move.to && homesOf(told).includes(move.from),
  )
  const moves = rows.filter(({ row }) => isAnother(evidenceOf(row))).flatMap((row) => moveOf(row) ?? [])
  return hasMoved || moves.some(({ child, from, to }) => isSibling(child) && from === move.from && to === move.to)
}

function areKin(one: Child, other: Child): boolean {
  const [traits, others] = [one, other].map((child) => traitsOf(toMatchRecord(child))) as [Traits, Traits]
  return (['familyParts', 'carers'] as const).some((kind) => traits[kind].some((value) => others[kind].includes(value)))
}

type Traits = ReturnType<typeof traitsOf>

/** Of which homes was told. */
function homesOf(records: readonly SourceRecord[]): (string | null)[] {
  return records.flatMap(({ told }) => told.map(({ said: { address = null } }) => homeOf({ address })))
}
