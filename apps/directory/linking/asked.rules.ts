import type { QuestionKind } from '@contactpoint/contracts'
import { keysOf, linkOf, parkedLink, type RowToApply } from './linking.rules.ts'
import type { Question, SourceRecord } from './linking.schema.ts'
import { homeKeysOf } from './moved-together.rules.ts'

/** By which version of the model a row was decided, and whether it was drawn by lot; nothing of either where no model did. */
export type ByModel = Pick<Question, 'model' | 'sampled'>

/** What a question may need that is new. */
export interface FreshQuestion {
  questionId: () => string
  now: Date
}

/** A record with a row that waits, and of which a data steward is asked. A question that waits of it already is asked on. */
export function askedLink(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string | null,
  kind: QuestionKind,
  fresh: FreshQuestion,
  by: ByModel,
): SourceRecord {
  const asked = questionOf(row, fresh, by)
  const { id, askedAt, holder, heldUntil } = (before?.parked && before.question) || asked
  const keys = childId === null && { keys: [...keysOf(row), ...homeKeysOf(row)] }
  return {
    ...parkedLink(row, before, childId, kind, fresh.now),
    question: { ...asked, ...keys, id, askedAt, holder, heldUntil },
  }
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
  return by.sampled ? { ...link, question: questionOf(row, fresh, by) } : link
}

function questionOf({ record }: RowToApply, { questionId, now }: FreshQuestion, by: ByModel): Question {
  const said = record.kind === 'involved' && { postcode: record.postcode }
  return { id: questionId(), askedAt: now, holder: null, heldUntil: null, ...said, ...by }
}
