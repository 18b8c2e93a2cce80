import { QUESTION_KINDS, type QuestionKind } from '@contactpoint/contracts'
import {
  candidateKeys,
  decideLink,
  exactKeyOf,
  nameKey,
  type ChildCandidate,
  type ChildRow,
  type LinkCandidate,
  type MatchRecord,
  type RowDecision,
  type RowUnsureReason,
} from '@contactpoint/matching'
import { hash } from 'node:crypto'
import { isHeldBack, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import type { Meant } from '../children/parts.service.ts'
import { protects } from '../protecting/protecting.rules.ts'
import { shownRecord } from '../restrictions/restrictions.rules.ts'
import { DECIDED, evidenceOf, lastOf, sourceOf, type PresentRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** A row, with whom it may be about: the one its record is linked to, or all who share a key with it. */
export interface ToDecide {
  row: PresentRow
  link: SourceRecord | null
  candidates: readonly Meant[]
  /** What sources have said of each of them, by the id of the record that they mean. */
  records: ReadonlyMap<string, readonly SourceRecord[]>
  /** Id of the one who has moved to where the row says together with a brother or sister; missing: nobody, or nobody has looked. */
  movedTogether?: string
}

/** Whom a row is about. `unsure`: a person must say, or of `near-restricted` nobody is asked. */
export type Decision = (
  | { decision: 'same'; meant: Meant }
  | { decision: 'unsure'; reason: QuestionKind | 'near-restricted' }
  | { decision: 'new' }
) & {
  /** True where the engine has weighed it against children of whom nothing is hidden: how well it did may be looked at. */
  mayBeDrawn?: boolean
}

/**
 * Whom each row is about. Linked ones go by the declared rule, and so do those that have all of name, birth date and home in common with a child
 * whom not everybody sees: what is hidden of one says nothing of a row that it does not wholly agree with. All others go by the engine, among the
 * children whom everybody sees; of one whose home is hidden because of another, by what is shown of it.
 *
 * @param weigh the engine
 */
export function decisionsOf(
  every: readonly ToDecide[],
  weigh: (rows: readonly ChildRow[]) => RowDecision[],
): Decision[] {
  const all = every.map(withoutExcluded)
  const forEngine = new Map(all.filter(isForEngine).map((one) => [one, seenBy(one)]))
  // Nearly every row of a first file is nobody's, and of a later one linked: nothing needs to be weighed.
  const open = [...forEngine].filter(([, candidates]) => candidates.length > 0)
  const rows = open.map(([{ row }, candidates]) => ({ row: evidenceOf(row), candidates }))
  const weighed = rows.length > 0 ? weigh(rows) : []
  const byEngine = new Map(
    open.map(([one, candidates], n) => [
      one,
      { ...toDecision(one, weighed[n]!), mayBeDrawn: mayBeDrawn(one, candidates) },
    ]),
  )
  return all.map((one) => byEngine.get(one) ?? (forEngine.has(one) ? { decision: 'new' } : declared(one)))
}

/**
 * The rows that a trial may count, with the children of whom nothing is hidden: what is counted says nothing of what is hidden of others, whomever a row
 * is about and however it was decided. A record counts once, when its source first tells of it: by which of its rows it is linked is no matter of the trial.
 */
export function rowsToTry(all: readonly ToDecide[]): ChildRow[] {
  return all.flatMap((one) => {
    const uncovered = one.candidates.filter(({ child }) => !child.covered)
    const candidates = one.link === null ? seenBy({ ...one, candidates: uncovered }) : []
    return candidates.length > 0 ? [{ row: evidenceOf(one.row), candidates }] : []
  })
}

/** Who a row says that somebody is: first given name and family name, birth date and numbers, hashed. */
export function identityOf({ name, dateOfBirth, identifiers }: MatchRecord): string {
  const numbers = identifiers.map(({ scheme, value }) => `${scheme}:${value}`).sort()
  return hash('sha256', JSON.stringify([nameKey(name), dateOfBirth, numbers]), 'hex')
}

/** True of a row of whose person somebody has said that it is none of those whom the directory knew. */
export function isSaidToBeNobody(row: PresentRow, link: SourceRecord | null): link is SourceRecord {
  return link?.childId === null && link.decided !== null && link.decided === identityOf(evidenceOf(row))
}

/** A record of whose person somebody has said that the directory does not know them, with a row that says no more: nothing of it is kept. */
export function saidAgain(row: PresentRow, before: SourceRecord): SourceRecord {
  return { ...before, ...lastOf(row), ...DECIDED, fate: 'unchanged' }
}

/** Whether a person is asked of a row that was not taken in for this reason. */
export function isQuestion(code: string): code is QuestionKind {
  return (QUESTION_KINDS as readonly string[]).includes(code)
}

/**
 * True when a row agrees in neither name nor birth date with what its record first said: whoever it was linked as is not whom it speaks of, though
 * it came there in steps.
 */
export function hasBecomeAnother({ record }: PresentRow, link: SourceRecord | null): boolean {
  const first = link?.told.find(({ said }) => said.name && said.dateOfBirth)?.said
  if (!first) return false
  return nameKey(first.name!) !== nameKey(record.name) && first.dateOfBirth !== record.dateOfBirth
}

/** Of whoever is held back, or covered, no steward is asked. */
function mayBeDrawn({ row, candidates }: ToDecide, weighed: readonly ChildCandidate[]): boolean {
  const isWeighed = ({ child }: Meant): boolean => weighed.some(({ childId }) => childId === child.childId)
  return !protects(row.record) && !candidates.some((one) => one.child.covered && isWeighed(one))
}

/** Without those of whom somebody has said that the row is about none of them, and what they are part of. */
function withoutExcluded(one: ToDecide): ToDecide {
  const { row, link, candidates } = one
  if (!isSaidToBeNobody(row, link) || !link.answer) return one
  const { not } = link.answer
  const isExcluded = ({ record, child }: Meant): boolean =>
    [record.childId, child.childId].some((id) => not.includes(id))
  const excluded = new Set(candidates.filter(isExcluded).map(({ child }) => child.childId))
  return { ...one, candidates: candidates.filter(({ child }) => !excluded.has(child.childId)) }
}

function isForEngine({ row, link, candidates }: ToDecide): boolean {
  if (link?.childId) return false
  const key = exactKeyOf(evidenceOf(row))
  const isOfUnseen = (one: Meant): boolean =>
    !isSeen(one) && key !== null && exactKeyOf(toMatchRecord(one.record)) === key
  return !candidates.some((one) => isOfUnseen(one) || isOfHomeless(row, one))
}

/**
 * A child who is protected, and of whom no home is known, is known by what its record shows. Where the row says that it lives counts as hidden from then on:
 * as a child of its own, unseen, it would leave open who lives there too.
 */
function isOfHomeless({ record: row }: PresentRow, { record, child }: Meant): boolean {
  if (!(child.restricted || isHeldBack(child)) || record.address !== null) return false
  return isOfOneName(record, row)
}

/** Whether two have the very name, first and last, and birth date. */
export function isOfOneName(one: Called, other: Called): boolean {
  return one.dateOfBirth === other.dateOfBirth && nameKey(one.name) === nameKey(other.name)
}

type Called = Pick<MatchRecord, 'name' | 'dateOfBirth'>

function seenBy({ row, candidates, records, movedTogether }: ToDecide): ChildCandidate[] {
  const isOther = ({ _id }: SourceRecord): boolean => sourceOf(_id) === row.source && _id !== row.linkId
  return candidates.filter(isSeen).flatMap(({ record, child: { childId, covered } }) => {
    if (covered && !isFoundByWhatIsShown(row, record)) return []
    const isOfSource = (records.get(record.childId) ?? []).some(isOther)
    if (covered) return [{ childId, record: shownRecord(record), isOfSource }]
    return [{ childId, record: toMatchRecord(record), isOfSource, movedTogether: childId === movedTogether }]
  })
}

function isFoundByWhatIsShown(row: PresentRow, record: Child): boolean {
  const keys = new Set(candidateKeys(shownRecord(record)))
  return candidateKeys(evidenceOf(row)).some((key) => keys.has(key))
}

function isSeen({ child }: Meant): boolean {
  return child.visibility === 'visible' && !child.restricted
}

/** By the declared rule; by what somebody has said of its record, where it still speaks of the same person. */
function declared({ row, link, candidates }: ToDecide): Decision {
  const linked = link?.childId ? candidates[0] : undefined
  const evidence = evidenceOf(row)
  if (linked && link?.decided === identityOf(evidence)) return { decision: 'same', meant: linked }
  const decision = decideLink(
    evidence,
    candidates.map(({ record }) => toCandidate(record, record.childId === link?.childId)),
  )
  const isAnother = decision.decision !== 'unsure' && linked && hasBecomeAnother(row, link)
  if (isAnother) return { decision: 'unsure', reason: 'somebody-else' }
  const homeless = candidates.filter((one) => isOfHomeless(row, one))
  if (!linked && decision.decision === 'new' && homeless.length === 1) return { decision: 'same', meant: homeless[0]! }
  if (decision.decision !== 'same') return decision
  return { decision: 'same', meant: candidates.find(({ record }) => record.childId === decision.childId)! }
}

/**
 * Of whoever a source holds back nothing may be seen while a person is asked: it is a child of its own, and what looks like it is unseen. A row that may be
 * about a child of whom things are hidden because of another waits, whatever it says of those: nobody is asked who must not see them, and no name that is
 * shown changes by a right guess.
 */
function toDecision({ row, candidates }: ToDecide, weighed: RowDecision): Decision {
  if (weighed.decision === 'new') return { decision: 'new' }
  const of = (id: string): Meant => candidates.find(({ child }) => child.childId === id)!
  const meant = (weighed.decision === 'same' ? [weighed.id] : weighed.ids).map(of)
  const waits = (reason: QuestionKind | 'near-restricted'): Decision =>
    protects(row.record) ? { decision: 'new' } : { decision: 'unsure', reason }
  if (meant.some(({ child }) => child.covered)) return waits('near-restricted')
  return weighed.decision === 'same' ? { decision: 'same', meant: meant[0]! } : waits(kindOf(weighed.reason))
}

/** Relatives are grown up, and no children of a directory. */
function kindOf(reason: RowUnsureReason): QuestionKind {
  return reason === 'possible-relatives' ? 'between-thresholds' : reason
}

function toCandidate(child: Child, isLinked: boolean): LinkCandidate {
  const { childId, dateOfBirth, identifiers, address, name } = child
  return { childId, nameKey: nameKey(name), dateOfBirth, postcode: address?.postcode ?? null, identifiers, isLinked }
}
