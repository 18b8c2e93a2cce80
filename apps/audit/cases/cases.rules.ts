import type { Caller } from '@contactpoint/bus'
import {
  NATIONAL_DESK,
  type Action,
  type AnswerMisuseCase,
  type AppendEntry,
  type MisuseCase,
  type MisuseRule,
  type Outcome,
  type RulePrecision,
} from '@contactpoint/contracts'
import { ownEntry } from '../ledger/ledger.rules.ts'
import type { Alert } from '../misuse/noticing.rules.ts'
import type { CaseDesk, CasesCounted, MisuseCaseNow, Noticed, StoredMisuseCase } from './cases.schema.ts'

const HOUR_MS = 60 * 60 * 1000

/** Which cases somebody may see: those of their desk, and none about themselves, by whichever account. */
export interface Visible {
  desk: CaseDesk
  identity: { $ne: string }
}

/** @returns null: none */
export function visibleTo({ role, authority, identity }: Caller): Visible | null {
  if (role === 'auditor') return { desk: 'auditors', identity: { $ne: identity } }
  return authority === NATIONAL_DESK ? { desk: 'national', identity: { $ne: identity } } : null
}

/** Nobody looks into what their own team did (AC-01). */
export function deskFor(role: string): CaseDesk {
  return role === 'auditor' ? 'national' : 'auditors'
}

/** Alerts as cases keep them: those of one person and one rule together, in the order of the log. */
export function noticedBy(alerts: readonly Alert[], dueHoursOf: (rule: MisuseRule) => number): Noticed[] {
  const together = Map.groupBy(alerts, ({ identity, rule }) => JSON.stringify([identity, rule]))
  return [...together.values()].map((all) => {
    const { rule, identity, entry } = all[0]!
    const { personId, role, organisation, time } = entry
    const dueAt = new Date(time.getTime() + dueHoursOf(rule) * HOUR_MS)
    const entries = all.map((alert) => alert.entry.index)
    return { rule, identity, personId, role, organisation, desk: deskFor(role), entries, openedAt: time, dueAt }
  })
}

/** Why somebody may not answer it; null: they may. */
export function reasonNotToAnswer(
  { state, assignedTo, answeredBy, alerts }: Pick<StoredMisuseCase, 'state' | 'assignedTo' | 'answeredBy' | 'alerts'>,
  identity: string,
  read = alerts,
): string | null {
  if (state === 'answered') return 'The case is answered'
  if (answeredBy.includes(identity)) return 'You answered it before: somebody else has to'
  if (assignedTo && assignedTo.identity !== identity) return 'Somebody else has taken the case'
  return alerts > read ? 'There is more in the case than you have read' : null
}

/** An answer as the case keeps it. A suspension of before goes on unless this says that there was no misuse. */
export function answerKept(
  { isSuspending: was }: Pick<StoredMisuseCase, 'isSuspending'>,
  { answer, code, suspend = false }: Pick<AnswerMisuseCase, 'answer' | 'code' | 'suspend'>,
): Pick<StoredMisuseCase, 'answer' | 'code' | 'isSuspending' | 'isCarriedOut'> {
  const isSuspending = answer === 'misuse' && (suspend || was)
  return { answer, code, isSuspending, isCarriedOut: isSuspending === was }
}

/** A case as it may be read: entries are named, children are not. */
export function toMisuseCase(one: MisuseCaseNow): MisuseCase {
  const { _id: caseId, rule, personId, role, organisation, alerts, entries, state, answer, code } = one
  return {
    ...{ caseId, rule, personId, role, organisation, alerts, entries, state, answer, code },
    ...{ openedAt: one.openedAt.toISOString(), dueAt: one.dueAt.toISOString(), isLate: one.isLate },
    ...{ assignedTo: one.assignedTo?.personId ?? null, isSuspending: one.isSuspending },
  }
}

/** How often a rule was right, in whole hundredths. */
export function toPrecision({ _id: rule, open, misuse, noMisuse }: CasesCounted): RulePrecision {
  const answered = misuse + noMisuse
  return { rule, open, misuse, noMisuse, precision: answered === 0 ? null : Math.round((100 * misuse) / answered) }
}

/** What is done about cases. */
export type CaseAction = Extract<Action, `misuse-${string}`>

/** What the log says of looking at cases, and of what is done about one. */
export function caseEntry(
  entryId: string,
  caller: Caller,
  action: CaseAction,
  particulars: Record<string, unknown>,
  outcome: Outcome = 'done',
): AppendEntry {
  return ownEntry(entryId, caller, { action, outcome, particulars })
}
