import { readRollout, type RolloutRead } from '@contactpoint/contracts'
import { askAsConsole } from './bus.service.ts'

/** Each authority's gates are looked at, and shielding counts for each. Milliseconds. */
const BUDGET_MS = 30_000

/** @throws StackError */
export function surveyRollout(): Promise<RolloutRead> {
  return askAsConsole(readRollout, {}, { budgetMs: BUDGET_MS, failed: 'Nothing was read' })
}
