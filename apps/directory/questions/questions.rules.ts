import {
  COMPARED,
  MOST_CANDIDATES,
  type Comparison,
  type Candidate,
  type Compared,
  type ComparedRecord,
  type LinkQuestion,
  type QuestionKind,
} from '@contactpoint/contracts'
import { identifiersConflict, nameKey } from '@contactpoint/matching'
import { postcodeKey } from '@contactpoint/text'
import type { Child } from '../children/children.schema.ts'
import { saidBy } from '../linking/asked.rules.ts'
import { sourceOf } from '../linking/linking.rules.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'

/** A record of whose row a person is asked. */
export type Asked = SourceRecord & { question: NonNullable<SourceRecord['question']> }

export function isAsked(record: SourceRecord | null): record is Asked {
  return record?.question != null && (record.waiting !== null || isDrawn(record))
}

/** True of a record whose row was drawn by lot: nothing of it waits, it is a child's. */
export function isDrawn({ question, waiting, childId, told }: SourceRecord): boolean {
  return question?.sampled !== undefined && waiting === null && childId !== null && told.length > 0
}

/** URN of the school that it brings. */
export function schoolOf(asked: Asked): string | null {
  return saidBy(asked).at(-1)?.said.education?.schoolUrn ?? null
}

export function toQuestion({ _id, parked, question }: Asked, now: Date): LinkQuestion {
  const { id, askedAt, holder, heldUntil } = question
  const isHeld = holder !== null && heldUntil !== null && heldUntil > now
  return {
    ...{ questionId: id, kind: (parked ?? 'sampled') as QuestionKind, source: sourceOf(_id) },
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

/**
 * Those that agree in most first; the linked one before all.
 *
 * @param meant id of one that must be among them, wherever it stands
 */
export function nearestFirst(candidates: readonly Candidate[], meant?: string): Candidate[] {
  const agreeing = ({ compared }: Candidate): number =>
    compared.filter(({ agreement }) => agreement === 'agrees').length
  const order = (a: Candidate, b: Candidate): number =>
    Number(b.isLinked) - Number(a.isLinked) || agreeing(b) - agreeing(a)
  const inOrder = candidates.toSorted(order)
  const isMeant = ({ childId }: Candidate): boolean => childId === meant
  const others = inOrder.filter((one) => !isMeant(one)).slice(0, MOST_CANDIDATES - Number(inOrder.some(isMeant)))
  return inOrder.filter((one) => isMeant(one) || others.includes(one))
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
