import {
  BUDGET_WINDOWS,
  type BudgetWarning,
  type BudgetWindow,
  type EntryChild,
  type SearchCriteria,
} from '@contactpoint/contracts'
import { RAISED_BY, WARN_FROM, WINDOWS, type Budget } from './policy.rules.ts'

/** What one answer costs whom it is for. */
export interface Cost {
  /** Children it is about, known or not: each costs one in a window, however often it is asked for. */
  childIds: string[]
  /** What looking for them costs, each time. */
  search: number
}

/** The least that a search costs: what finds nothing has asked something too. */
const SEARCH = 1
/** What a range of birth dates costs more, by its length in days. */
const RANGES = [
  { upTo: 1, costs: 0 },
  { upTo: 31, costs: 2 },
  { upTo: Infinity, costs: 5 },
]
const WILDCARD = 3

/** What a search costs beside the children it shows: the wider it is, the more. */
export function searchCost(criteria: SearchCriteria): number {
  const { dateOfBirthFrom: from, dateOfBirthTo: to } = criteria
  const days = from && to ? (Date.parse(to) - Date.parse(from)) / WINDOWS.day + 1 : 1
  const wildcards = Object.values(criteria).filter((value) => String(value).includes('*')).length
  return SEARCH + RANGES.find(({ upTo }) => days <= upTo)!.costs + wildcards * WILDCARD
}

/** What an answer costs: whether there was such a child makes no difference. */
export function costOf(children: EntryChild[], search = 0): Cost {
  return { childIds: [...new Set(children.map(({ childId }) => childId))], search }
}

/** What several answers to one person cost. */
export function inTotal(costs: Cost[]): Cost {
  const childIds = [...new Set(costs.flatMap((cost) => cost.childIds))]
  return { childIds, search: costs.reduce((sum, { search }) => sum + search, 0) }
}

/** Whether nothing of it counts. */
export function isFree({ childIds, search }: Cost): boolean {
  return childIds.length === 0 && search === 0
}

/** The budget of somebody whose manager has raised it until then. */
export function raised(budget: Budget, until: Date | null | undefined, now: Date): Budget {
  return until && until > now ? inEach((window) => budget[window] * RAISED_BY) : budget
}

/** As much as can be spent before anything is said. */
export function unwarned(budget: Budget): Budget {
  return inEach((window) => Math.floor(budget[window] * WARN_FROM))
}

/** The window with the least left, when it is nearly spent. */
export function warningOf(spent: Budget, budget: Budget): BudgetWarning | null {
  const nearest = BUDGET_WINDOWS.map((window) => ({
    window,
    limit: budget[window],
    left: Math.max(0, budget[window] - spent[window]),
  })).sort((one, other) => one.left / one.limit - other.left / other.limit)[0]!
  return spent[nearest.window] > unwarned(budget)[nearest.window] ? nearest : null
}

export function inEach<Amount>(amount: (window: BudgetWindow) => Amount): Record<BudgetWindow, Amount> {
  return { hour: amount('hour'), day: amount('day'), month: amount('month') }
}
