import { Fault, type Breakdown, type Figure, type ReadFigures } from '@contactpoint/contracts'
import type { Reader } from './reader.rules.ts'

const SHARED = ['month', 'role', 'organisation', 'reason', 'action'] as const satisfies Breakdown[]
const NONE: readonly Breakdown[] = []

/**
 * By what each figure may be broken down, by whom; what stands first is meant where nothing is said. None: it has no rows.
 *
 * A manager has no days and no hours: of two periods that differ by a day, the difference would be that day's number. And of shields one
 * table only: of three tables of the same few children, each rounded by itself, one could be held against another.
 */
export const BREAKDOWNS_OF: Readonly<Record<Figure, { auditor: readonly Breakdown[]; manager: readonly Breakdown[] }>> =
  {
    accesses: { auditor: ['day', 'hour', ...SHARED], manager: SHARED },
    misses: { auditor: ['day', 'hour', ...SHARED], manager: SHARED },
    overrides: { auditor: ['day', ...SHARED], manager: SHARED },
    answers: { auditor: ['month', 'authority'], manager: ['month'] },
    people: { auditor: NONE, manager: NONE },
    log: { auditor: NONE, manager: NONE },
    shields: { auditor: ['state', 'tier', 'age', 'authority'], manager: ['state'] },
    adoption: { auditor: ['organisation', 'role'], manager: NONE },
    coverage: { auditor: ['kind', 'authority', 'source'], manager: ['kind'] },
    feeds: { auditor: ['day', 'month', 'source'], manager: NONE },
    training: { auditor: ['authority', 'organisation', 'week'], manager: NONE },
    'sign-ins': { auditor: ['day', 'month'], manager: NONE },
  }

/** @throws Fault `invalid-request` for a breakdown that the figure does not have, or not for this reader */
export function breakdownOf({ name, by, organisation }: ReadFigures, { roundedTo }: Reader): Breakdown | null {
  const isManagers = roundedTo > 1
  const { auditor, manager } = BREAKDOWNS_OF[name]
  if (by === undefined) return (isManagers ? manager : auditor)[0] ?? null
  if (!auditor.includes(by)) throw Fault.invalid('by', 'isOfThisFigure')
  if (isManagers && !manager.includes(by)) throw Fault.invalid('by', 'isForAManager')
  // Hours are counted of all together.
  if (by === 'hour' && organisation !== undefined) throw Fault.invalid('by', 'isNotHourOfAnOrganisation')
  return by
}
