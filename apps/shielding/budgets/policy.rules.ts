import type { BudgetWindow, PolicyBudgets, Role } from '@contactpoint/contracts'

/** The spans of time in which children are counted, in milliseconds, shortest first; each slides. A month is thirty days. */
export const WINDOWS: Record<BudgetWindow, number> = { hour: 3_600_000, day: 86_400_000, month: 30 * 86_400_000 }

/** What is spent or may be spent in each window: one for each distinct child, and what searches cost. */
export type Budget = Record<BudgetWindow, number>

const MUCH = { hour: 20_000, day: 20_000, month: 20_000 }

/**
 * Whose figures count. `national`: those of the policy in force. `exercise` is for benchmarks, drills and our own tests, whose few people do
 * the work of thousands: whoever sets it says so in the service's log at every start.
 */
export const POLICY_NAMES = ['national', 'exercise'] as const
export type PolicyName = (typeof POLICY_NAMES)[number]
export const EXERCISE: PolicyBudgets = { practitioner: MUCH, 'shield-officer': MUCH, cpmt: MUCH, 'data-steward': MUCH }

/** By how much a budget is multiplied that a manager has raised, and for how long, in milliseconds. */
export const RAISED_BY = 2
export const RAISED_FOR_MS = WINDOWS.day

/** From this share of a budget on, whoever spends it is told how much is left. */
export const WARN_FROM = 0.8

const NOTHING: Budget = { hour: 0, day: 0, month: 0 }

/** What somebody of this role may spend; a role that is not named sees no child (feed suppliers send, and see nothing). */
export function budgetOf(role: Role, budgets: PolicyBudgets): Budget {
  if (role === 'data-steward') return budgets['data-steward'] ?? budgets.practitioner
  return (budgets as Partial<Record<Role, Budget>>)[role] ?? NOTHING
}
