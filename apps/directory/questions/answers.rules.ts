import { api, MAKE_NOBODY, pathTo } from '@contactpoint/contracts'
import { nameKey } from '@contactpoint/matching'
import { toMatchRecord } from '../children/children.rules.ts'
import { asLastDelivered } from '../children/said.rules.ts'
import { personOf } from '../linking/asked.rules.ts'
import { identityOf } from '../linking/deciding.rules.ts'
import { DECIDED, lastTold, leftOut, sourceOf, takenIn } from '../linking/linking.rules.ts'
import type { Question, SourceRecord } from '../linking/linking.schema.ts'
import type { Finding, Verdicts } from '../quality/quality.rules.ts'
import { isDrawn, type Asked } from './questions.rules.ts'
import type { LinkDecision } from './questions.schema.ts'

/**
 * What an answer says of the model that decided the row: of one that was drawn, whether it decided well; of one of which it asked, who it was. Null: no
 * model had decided it.
 */
export function foundBy({
  before,
  answer,
  childId,
}: Pick<LinkDecision, 'before' | 'answer' | 'childId'>): Found | null {
  const { model, sampled, joined } = before.question ?? {}
  if (model === undefined) return null
  const asked: Found['found'] = [['asked', answer]]
  if (sampled === 'same') {
    const isRight = childId === (joined ?? before.childId)
    return { model, found: [['joined', isRight ? 'same' : 'different']] }
  }
  if (sampled === 'new') return { model, found: [['made', answer]] }
  return { model, found: sampled ? [...asked, ['unsure', answer]] : asked }
}

interface Found {
  model: number
  found: [Finding, keyof Verdicts][]
}

/** A drawn record of which a person has said that the model decided well. */
export function confirmed(asked: Asked): Answered {
  return { record: { ...asked, ...DECIDED, ...answerTo(asked) }, kept: null }
}

/** A drawn record that a person takes from where the model had put it: it waits, and is asked about as any other. */
export function reopened(asked: Asked): Asked {
  const waiting = asLastDelivered(asked.told.at(-1)!)
  const question = { ...asked.question, joined: asked.childId! }
  return { ...asked, childId: null, fate: 'parked', parked: 'between-thresholds', waiting, question }
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
  const link = { ...asked, childId, told: isMoved || childId === null ? [] : asked.told }
  const taken = childId === null ? leftOut(link) : takenIn(link, [asked.waiting!])
  const record = { ...taken, left: null, ...answerTo(asked, not) }
  const isKnown = isMoved && asked.told.length > 0
  return { record, kept: isKnown ? keptApart(asked) : null }
}

function keptApart(asked: Asked): SourceRecord {
  const own = { ...asked, ...DECIDED, fate: 'unchanged' as const, ...lastTold(asked.told.at(-1)!) }
  return { ...own, _id: `${asked._id}~${asked.question.id}` }
}

/** A record as it waited when somebody answered, without what was taken back since of what it had told of another child. */
export function leftOfBefore(
  { before, kept }: Pick<LinkDecision, 'before' | 'kept'>,
  now: SourceRecord | null,
): SourceRecord {
  if (kept === null) return before
  return now ? { ...before, told: now.told } : { ...before, told: [], childId: null }
}

/** What stands in a record since somebody has answered. */
function answerTo(asked: Asked, not: string[] = []): Pick<SourceRecord, 'decided' | 'answer'> {
  return { decided: decidedOf(asked), answer: { id: asked.question.id, not } }
}

/** Whom somebody has said before that the person is not whom a record speaks of, where it still speaks of that one. */
export function excludedBefore(asked: Asked): string[] {
  const isSame = asked.childId === null && asked.decided === decidedOf(asked)
  return (isSame && asked.answer?.not) || []
}

/**
 * The record as it waits again when an answer is taken back, with the last that it has said since, be it that this waits: of what was nobody's
 * nothing was kept.
 */
export function askedAgain(link: SourceRecord, before: SourceRecord): SourceRecord {
  const { postcode } = link.question ?? {}
  // What a person has taken back, no machine answers: only people and its own record do.
  const { keys: _keys, shown: _shown, ...asked } = before.question ?? {}
  const question = before.question && {
    ...(asked as Question),
    ...(postcode && { postcode }),
    holder: null,
    heldUntil: null,
  }
  if (isDrawn(before)) {
    const { answer: _now, ...kept } = link
    return { ...kept, decided: before.decided, ...(before.answer && { answer: before.answer }), question }
  }
  const last = link.waiting ?? link.told.at(-1)
  if (!last) return { ...before, question }
  const { version, contentHash, batchId, row } = link
  return { ...before, version, contentHash, batchId, row, waiting: asLastDelivered(last), question }
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
export function isOfSamePerson(asked: Asked, before: SourceRecord): boolean {
  const [now, then] = [asked.waiting?.said, before.waiting?.said]
  if (!now?.name || !then?.name) return false
  return nameKey(now.name) === nameKey(then.name) && now.dateOfBirth === then.dateOfBirth
}

/** Who somebody has said that a record is. */
function decidedOf(asked: Asked): string {
  return identityOf(toMatchRecord(personOf(asked)))
}
