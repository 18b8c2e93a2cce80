import type { QuestionKind } from '@contactpoint/contracts'
import type { Child } from '../children/children.schema.ts'
import { isSame } from '../children/same.rules.ts'
import { keysOf, linkOf, newChild, parkedLink, type RowToApply } from './linking.rules.ts'
import type { Question, SourceRecord } from './linking.schema.ts'
import { homeKeysOf } from './moved-together.rules.ts'

/** By which version of the model a row was decided, and whether it was drawn by lot; nothing of either where no model did. */
export type ByModel = Pick<Question, 'model' | 'sampled'>

/** What a question may need that is new. */
export interface FreshQuestion {
  questionId: () => string
  now: Date
}

/** A record with a row that waits, and of which a data steward is asked. A question that waits of it already is asked on, see `askedOn`. */
export function askedLink(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string | null,
  kind: QuestionKind,
  fresh: FreshQuestion,
  by: ByModel,
): SourceRecord {
  const asked = questionOf(row, fresh, by)
  const keys = childId === null && { keys: [...keysOf(row), ...homeKeysOf(row)] }
  const link = { ...parkedLink(row, before, childId, kind, fresh.now), question: { ...asked, ...keys } }
  return before?.parked && before.question ? askedOn(link, before, before.question, fresh) : link
}

/** A record with a row that is taken in. Where that was drawn, whether the model has decided well is asked, and nothing waits for it. */
export function takenLink(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string,
  fate: SourceRecord['fate'],
  fresh: FreshQuestion,
  by: ByModel,
): SourceRecord {
  const link = linkOf(row, before, childId, fate, fresh.now)
  if (by.sampled) return { ...link, question: questionOf(row, fresh, by) }
  if (!before || !link.question) return link
  return askedOn({ ...link, question: { ...link.question, ...postcodeIn(row) } }, before, link.question, fresh)
}

/**
 * A record of which somebody was asked before its row came. It keeps its place among the others; whoever was shown what is another thing by now has
 * been asked another question, and answers this one only once they have seen it.
 *
 * @param was the question as it was
 */
function askedOn(
  link: SourceRecord & { question: Question },
  before: SourceRecord,
  was: Question,
  fresh: FreshQuestion,
): SourceRecord {
  const { id, askedAt, holder, heldUntil, shown } = was
  const anew = anewAsked({ ...link.question, askedAt }, fresh.questionId())
  if (!isOfOnePerson(before, link)) return { ...link, question: anew }
  return { ...link, question: { ...anew, id, holder, heldUntil, ...(shown && { shown }) } }
}

/** A question of which nobody has been shown anything. */
export function anewAsked({ shown: _before, ...question }: Question, id: string): Question {
  return { ...question, id, holder: null, heldUntil: null }
}

/** What a record says of whomever it is about: what waits, or what it has told. */
export function saidBy({ waiting, told }: SourceRecord): SourceRecord['told'] {
  return waiting ? [waiting] : told
}

/** No child's id. */
const NOBODY = ''

/** Whoever the row of a record would be, if it were nobody whom the directory knows. */
export function personOf(asked: SourceRecord): Child {
  const person = newChild(NOBODY, { ...asked, told: saidBy(asked) }, null)
  const { postcode } = asked.question ?? {}
  return postcode ? { ...person, address: { lines: [], postcode } } : person
}

/** Of what a row is held against children by: who somebody is. Where they go to school, or to whose practice, changes with everybody. */
const WHO = ['name', 'formerNames', 'dateOfBirth', 'gender', 'identifiers', 'address', 'carers'] as const

/** Whether two rows of a record say the same of who somebody is. */
function isOfOnePerson(one: SourceRecord, other: SourceRecord): boolean {
  const [a, b] = [personOf(one), personOf(other)]
  return WHO.every((field) => isSame(a[field], b[field]))
}

function questionOf(row: RowToApply, { questionId, now }: FreshQuestion, by: ByModel): Question {
  return { id: questionId(), askedAt: now, holder: null, heldUntil: null, ...postcodeIn(row), ...by }
}

function postcodeIn({ record }: RowToApply): Pick<Question, 'postcode'> {
  return record.kind === 'involved' ? { postcode: record.postcode } : {}
}
