import {
  Fault,
  isSameRow,
  type DecideWaitingRow,
  type FaultCode,
  type RowId,
  type RowOutcome,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** A decision about a row, as the log says it. Which row stays with the feeds: its delivery is an entry of its own. */
export function rowDecisionAsked({ source }: RowId, { decision, code }: DecideWaitingRow): Asked {
  return { action: 'row-decision', reason: null, particulars: { source, decision, code } }
}

/** A decision about a row as it may be taken: it shows nothing. */
export function rowDecisionTaken(stance: Stance): Reading<true> {
  return { ...toBeDone(stance.childId), stances: [stance] }
}

/** The rows that a question names, each once. */
export function rowsNamed({ source, batchId, row, more = [] }: DecideWaitingRow): RowId[] {
  const rows = [{ source, batchId, row }, ...more.map(({ source, batchId, row }) => ({ source, batchId, row }))]
  return rows.filter((one, n) => rows.findIndex((other) => isSameRow(one, other)) === n)
}

const OUTCOMES: Partial<Record<FaultCode, RowOutcome>> = {
  ...{ 'not-found': 'gone', conflict: 'only-left', unavailable: 'open' },
}

/** What became of a row whose decision failed, so that the others go on; a failure that is no fault of ours is none of a row. */
export function outcomeOf(error: unknown): RowOutcome {
  const outcome = error instanceof Fault ? OUTCOMES[error.code] : undefined
  if (!outcome) throw error
  return outcome
}
