import type { Caller } from '@contactpoint/bus'
import {
  NATIONAL_DESK,
  type AnswerOverrideCase,
  type AttemptOverride,
  type AppendEntry,
  type OverrideAnswer,
  type OverrideCase,
  type OverrideRate,
  type OverrideStep,
  type PolicyOverrides,
} from '@contactpoint/contracts'
import { shieldEntry } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'
import type { CaseNow, NewCase, StoredCase } from './override-cases.schema.ts'

/** How long an attempt can be gone on with (S26: one visit). Minutes. */
export const ATTEMPT_MINUTES = 10
/** Wrong PINs and codes that an attempt takes. */
export const MOST_FAILURES = 3

/** Who checks: the management team of the child's desk, but never that of the authority whose person it is. */
export function checkingDesk(childsDesk: string | null, authorityOfCaller: string): string {
  return childsDesk === null || childsDesk === authorityOfCaller ? NATIONAL_DESK : childsDesk
}

export function newCase(
  caseId: string,
  caller: Caller,
  { childId, reason, caseReference }: AttemptOverride,
  { desk, isRefused, policy }: Pick<NewCase, 'desk' | 'isRefused'> & { policy: PolicyOverrides },
): NewCase {
  const { personId, identity, sessionId, organisation, authority } = caller
  const who = { personId, identity, sessionId, organisation, authority }
  const undecided = {
    failures: 0,
    shownUntil: null,
    state: 'open',
    code: null,
    answeredBy: null,
    answeredAt: null,
  } as const
  const { escalateAfterMinutes, suspendAfterHours } = policy
  const waits = { escalateAfterMinutes, suspendAfterMinutes: suspendAfterHours * 60 }
  const asked = { childId, reason, caseReference: caseReference ?? null }
  return { _id: caseId, ...asked, ...who, desk, isRefused, ...waits, ...undecided }
}

/** Whether the desk of this caller checks the case: its own, or as the national one also what waits for too long. */
export function isTheirs(
  { desk, authority, identity, isEscalated }: Pick<CaseNow, 'desk' | 'authority' | 'identity' | 'isEscalated'>,
  caller: Pick<Caller, 'authority' | 'identity'>,
): boolean {
  if (authority === caller.authority || identity === caller.identity) return false
  return desk === caller.authority || (isEscalated && caller.authority === NATIONAL_DESK)
}

/** How far the attempt came. */
export function stepOfCase({
  isRefused,
  shownUntil,
  isOver,
}: Pick<CaseNow, 'isRefused' | 'shownUntil' | 'isOver'>): OverrideStep {
  if (isRefused) return 'refused'
  if (!shownUntil) return 'warned'
  return isOver ? 'ended' : 'shown'
}

export function toCase(one: CaseNow): OverrideCase {
  const { _id: caseId, childId, personId, organisation, reason, caseReference, failures, state, openedAt } = one
  const { isEscalated, isSuspending } = one
  const waits = state === 'open'
  return {
    ...{ caseId, childId, personId, organisation, reason, caseReference, failures, state },
    ...{ openedAt: openedAt.toISOString(), step: stepOfCase(one) },
    ...{ isEscalated: waits && isEscalated, isSuspending: waits && isSuspending },
  }
}

export const CASES_ASKED: Asked = { action: 'override-case-list', reason: null, particulars: {} }

/** Cases as they may leave: the log names none of the children together. */
export function shownCases(cases: readonly CaseNow[]): Reading<OverrideCase[]> {
  const apart = cases.map(({ childId }) => ({ childId, shown: 'nothing' as const }))
  return { content: cases.map(toCase), outcome: 'shown', children: [], apart, stances: [] }
}

/** An answer as the case keeps it. */
export function caseAnswer(
  { identity }: Caller,
  { answer, code }: AnswerOverrideCase,
): Pick<StoredCase, 'code' | 'answeredBy'> & { state: OverrideAnswer } {
  return { state: answer, code, answeredBy: identity }
}

/** An answer to what is not a case of the caller's desk: the log keeps as much of it as of a case that never was. */
export function answerAsked(caseId: string): Asked {
  return { action: 'override-case-answer', reason: null, particulars: { caseId } }
}

/** What the log says of an answer. */
export function answerEntry(entryId: string, caller: Caller, ask: AnswerOverrideCase, childId: string): AppendEntry {
  const { caseId, answer, code } = ask
  const particulars = { caseId, answer, code }
  return { ...shieldEntry(entryId, caller, 'override-case-answer', childId, 'done'), particulars }
}

/** A rate before anybody is told of it. */
export type ExactRate = { [Name in keyof OverrideRate]: NonNullable<OverrideRate[Name]> }

/** A rate as somebody may know it: each number is rounded for itself, by the rule that figures have (decision 0031). */
export function toldRate({ organisation, ...counts }: ExactRate, roundedTo: number): OverrideRate {
  const { attempts, shown, unanswered, notLegitimate } = counts
  const told = (count: number): number | null => (count > 0 && count < roundedTo ? null : count - (count % roundedTo))
  return {
    organisation,
    ...{ attempts: told(attempts), shown: told(shown) },
    ...{ unanswered: told(unanswered), notLegitimate: told(notLegitimate) },
  }
}
