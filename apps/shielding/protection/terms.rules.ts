import type { StepKind } from './steps.rules.ts'

/** A span of the calendar: the database reckons with it, on its own clock. */
export interface Span {
  unit: 'hour' | 'day' | 'week' | 'month'
  amount: number
}

/** When what follows a step is due, and how long after that it is escalated. */
export interface Term {
  /** Null: what was due stays due. */
  within: Span | null
  escalateAfter: Span
}

const AT_ONCE: Span = { unit: 'hour', amount: 0 }
const WEEK: Span = { unit: 'week', amount: 1 }
const REVIEW: Term = { within: { unit: 'month', amount: 6 }, escalateAfter: WEEK }
const A_DAY: Term = { within: { unit: 'hour', amount: 24 }, escalateAfter: AT_ONCE }
const A_WEEK: Term = { within: WEEK, escalateAfter: WEEK }

/** Steps after which something else is due. After the others what was due before stays due. */
export const TERMS: Partial<Record<StepKind, Term>> = {
  'interim-shield': A_DAY,
  place: A_DAY,
  confirm: REVIEW,
  'review-keep': REVIEW,
  keep: REVIEW,
  'review-lift': A_WEEK,
  'propose-lift': A_WEEK,
  'agree-lift': A_WEEK,
  /** Again every week, for ever: no clock ends a shield. */
  escalate: { within: null, escalateAfter: WEEK },
}
