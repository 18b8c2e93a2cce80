import type { PolicyTerms, Tier } from '@contactpoint/contracts'
import type { StepKind } from './steps.rules.ts'

/** A span of the calendar: the database reckons with it, on its own clock. */
export interface Span {
  unit: 'hour' | 'day' | 'month'
  amount: number
}

/** When what follows a step is due, and how long after that it is escalated. */
export interface Term {
  /** Null: what was due stays due. */
  within: Span | null
  escalateAfter: Span
}

/** Steps after which something else is due. After the others what was due before stays due. */
type Terms = Partial<Record<StepKind, Term>>

/**
 * When what follows each step is due, as the policy says. What a term was reckoned by stays: another policy moves nothing that is due
 * already. Whatever it says, something late is said again for ever, and nothing else follows: no clock ends a shield.
 *
 * @param tier of the shield: a sealed one may be reviewed more often
 */
export function termsOf(policy: PolicyTerms, tier: Tier): Terms {
  const { placeWithinHours, confirmWithinHours, reviewWithinMonths, decideWithinDays } = policy
  const [late, again] = [days(policy.escalateAfterDays), days(policy.escalateEveryDays)]
  const review = { within: { unit: 'month', amount: reviewWithinMonths[tier] }, escalateAfter: late } as const
  const decision = { within: days(decideWithinDays), escalateAfter: late }
  return {
    'interim-shield': { within: hours(placeWithinHours), escalateAfter: AT_ONCE },
    place: { within: hours(confirmWithinHours), escalateAfter: AT_ONCE },
    confirm: review,
    'review-keep': review,
    keep: review,
    'review-lift': decision,
    'propose-lift': decision,
    'agree-lift': decision,
    escalate: { within: null, escalateAfter: again },
  }
}

const AT_ONCE = hours(0)

function hours(amount: number): Span {
  return { unit: 'hour', amount }
}

function days(amount: number): Span {
  return { unit: 'day', amount }
}
