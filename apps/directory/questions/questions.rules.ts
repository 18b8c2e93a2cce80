import {
  api,
  COMPARED,
  MAKE_NOBODY,
  MOST_CANDIDATES,
  pathTo,
  type Comparison,
  type Candidate,
  type Compared,
  type ComparedRecord,
  type LinkQuestion,
  type QuestionKind,
} from '@contactpoint/contracts'
import { identifiersConflict, nameKey } from '@contactpoint/matching'
import { postcodeKey } from '@contactpoint/text'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { identityOf } from '../linking/deciding.rules.ts'
import { DECIDED, leftOut, newChild, sourceOf, takenIn } from '../linking/linking.rules.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'

/** A record of whose row a person is asked. */
export type Asked = SourceRecord & {
  waiting: NonNullable<SourceRecord['waiting']>
  question: NonNullable<SourceRecord['question']>
}

export function isAsked(record: SourceRecord | null): record is Asked {
  return record?.waiting != null && record.question != null
}

/** No child's id. */
const NOBODY = ''

/** Whoever the row would be, if it were nobody whom the directory knows. */
export function personOf(asked: Asked): Child {
  const person = newChild(NOBODY, { ...asked, told: [asked.waiting] }, null)
  const { postcode } = asked.question
  return postcode ? { ...person, address: { lines: [], postcode } } : person
}

export function toQuestion({ _id, parked, question }: Asked, now: Date): LinkQuestion {
  const { id, askedAt, holder, heldUntil } = question
  const isHeld = holder !== null && heldUntil !== null && heldUntil > now
  return {
    ...{ questionId: id, kind: parked as QuestionKind, source: sourceOf(_id) },
    ...{ askedAt: askedAt.toISOString(), heldUntil: isHeld ? heldUntil.toISOString() : null },
  }
}

export function toCompared({
  name,
  dateOfBirth,
  gender,
  address,
  carers,
  education,
  gpPracticeCode,
}: Child): ComparedRecord {
  return { name, dateOfBirth, gender, address, carers, schoolUrn: education?.schoolUrn ?? null, gpPracticeCode }
}

export function toCandidate(person: Child, child: Child, isLinked: boolean): Candidate {
  const compared = COMPARED.map((thing) => ({ thing, agreement: agreementOf(AGREE[thing](person, child)) }))
  return { ...toCompared(child), childId: child.childId, isLinked, compared }
}

/** Those that agree in most first; the linked one before all. */
export function nearestFirst(candidates: readonly Candidate[]): Candidate[] {
  const agreeing = ({ compared }: Candidate): number =>
    compared.filter(({ agreement }) => agreement === 'agrees').length
  const order = (a: Candidate, b: Candidate): number =>
    Number(b.isLinked) - Number(a.isLinked) || agreeing(b) - agreeing(a)
  return candidates.toSorted(order).slice(0, MOST_CANDIDATES)
}

/** Null: one of the two does not say it. */
const AGREE: Record<Compared, (person: Child, child: Child) => boolean | null> = {
  name: (a, b) => nameKey(a.name) === nameKey(b.name),
  'date-of-birth': (a, b) => a.dateOfBirth === b.dateOfBirth,
  gender: (a, b) => a.gender === b.gender,
  postcode: (a, b) => a.address && b.address && postcodeKey(a.address.postcode) === postcodeKey(b.address.postcode),
  carers: (a, b) =>
    shares(
      a.carers.map(({ name }) => nameKey(name)),
      b.carers.map(({ name }) => nameKey(name)),
    ),
  school: (a, b) => a.education && b.education && a.education.schoolUrn === b.education.schoolUrn,
  'gp-practice': (a, b) => (a.gpPracticeCode && b.gpPracticeCode ? a.gpPracticeCode === b.gpPracticeCode : null),
  identifiers: (a, b) => {
    if (identifiersConflict(a.identifiers, b.identifiers)) return false
    const numbers = ({ identifiers }: Child): string[] => identifiers.map(({ scheme, value }) => `${scheme}:${value}`)
    return shares(numbers(a), numbers(b)) || null
  },
}

function shares(a: readonly string[], b: readonly string[]): boolean | null {
  return a.length === 0 || b.length === 0 ? null : a.some((one) => b.includes(one))
}

function agreementOf(agrees: boolean | null): Comparison {
  return agrees === null ? 'unknown' : agrees ? 'agrees' : 'differs'
}

export function mayMake({ _id }: Pick<SourceRecord, '_id'>): boolean {
  return !MAKE_NOBODY.includes(sourceOf(_id))
}

/** What is written when somebody has said whose record it is. */
export interface Answered {
  record: SourceRecord
  /** What it had told of another child, which goes on knowing it. */
  kept: SourceRecord | null
}

/**
 * @param childId whose it is; null: nobody's, and nothing of it is kept
 * @param not then: ids of those of whom it is none
 */
export function answered(asked: Asked, childId: string | null, not: string[] = []): Answered {
  const isMoved = asked.childId !== null && asked.childId !== childId
  const link = { ...asked, childId, told: isMoved ? [] : asked.told }
  const taken = childId === null ? leftOut(link) : takenIn(link, asked.waiting)
  const decided = identityOf(toMatchRecord(personOf(asked)))
  const record = { ...taken, left: null, decided, answer: { id: asked.question.id, not } }
  const isKnown = isMoved && asked.told.length > 0
  const kept = { ...asked, ...DECIDED, _id: `${asked._id}~${asked.question.id}`, fate: 'unchanged' as const }
  return { record, kept: isKnown ? kept : null }
}

/** Whom somebody has said before that the person is not whom a record speaks of, where it still speaks of that one. */
export function excludedBefore(asked: Asked): string[] {
  const isSame = asked.childId === null && asked.decided === identityOf(toMatchRecord(personOf(asked)))
  return (isSame && asked.answer?.not) || []
}

/**
 * The record as it waits again when an answer is taken back, with the last that it has said since, be it that this waits: of what was nobody's
 * nothing was kept.
 */
export function askedAgain(link: SourceRecord, before: SourceRecord): SourceRecord {
  const { postcode } = link.question ?? {}
  const question = before.question && {
    ...before.question,
    ...(postcode && { postcode }),
    holder: null,
    heldUntil: null,
  }
  const last = link.waiting ?? link.told.at(-1)
  if (!last) return { ...before, question }
  const { version, contentHash, batchId, row } = link
  const waiting = last.again ? { ...last, ...last.again, again: null } : last
  return { ...before, version, contentHash, batchId, row, waiting, question }
}

/** The answer that is to be taken back first: the last that stands about a record. Null: none. */
export function standingOf({ answer, decided, left }: SourceRecord, linkId: string): string | null {
  // Of answers that were given before this was kept, one stands.
  return answer?.id ?? (decided || left ? linkId : null)
}

/** Words for whoever is refused because of an answer that stands. */
export function takeBackFirst(linkId: string): string {
  return `take that back first (POST ${pathTo(api.linkQuestions.undo, { linkId })})`
}

/** Whether what a record says waits for the officers of its child. */
export function isForOfficers({ parked, childId, question }: SourceRecord): boolean {
  return parked !== null && childId !== null && question === null
}

/**
 * What was said before that an answer contradicts: of the same person, by name and birth date, and so that both cannot be. Null: nothing.
 *
 * @param before whom the answer that stands has given the record to; null: to nobody, as none of `not`
 * @param given ids of all that the child is whom this answer gives it to; empty: to nobody yet known
 */
export function contradicted(before: string | null, not: readonly string[], given: readonly string[]): string | null {
  if (before === null)
    return given.some((id) => not.includes(id)) ? 'Somebody has said that this record is not of that child' : null
  return given.includes(before) ? null : 'Somebody has said that this record is of another child'
}

/** Whether a record speaks of whom it spoke when it was asked about before. */
export function isOfSamePerson({ waiting: { said } }: Asked, { waiting: before }: SourceRecord): boolean {
  if (!said.name || !before?.said.name) return false
  return nameKey(said.name) === nameKey(before.said.name) && said.dateOfBirth === before.said.dateOfBirth
}
