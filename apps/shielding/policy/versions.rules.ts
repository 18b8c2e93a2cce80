import { Fault, type PolicyState, type PolicyVersion, type RecordedReview, type Role } from '@contactpoint/contracts'
import { FOUNDER } from './founding.rules.ts'
import type { PolicyStep } from './policy.schema.ts'
import {
  POLICY_STEP_KINDS,
  POLICY_STEPS,
  type Earlier,
  type PolicyStepKind,
  type PolicyStepRule,
} from './steps.rules.ts'

/** What the version that was in force is when another follows it: its review stays, its approvals are used up. */
const RETIRED: Partial<Record<PolicyState, PolicyState>> = { 'in-force': 'reviewed', founding: 'proposed' }

/** A step without what the document says, which decides nothing about whether it may be taken. */
export type HistoryStep = Omit<PolicyStep, 'document'>

type Hand = Pick<PolicyStep, 'by' | 'identity' | 'at'>

/** A version as far as it has come. */
export interface Version {
  version: number
  state: PolicyState
  digest: string
  proposed: Hand
  review: HistoryStep | null
  approvals: Hand[]
  activated: Hand | null
}

/** All versions after these steps, by number. Of all steps only those that could be taken are ever stored. */
export function versionsOf(steps: readonly HistoryStep[]): Map<number, Version> {
  const versions = new Map<number, Version>()
  for (const step of steps) {
    if (step.kind === 'activate') for (const one of versions.values()) retire(one)
    versions.set(step.version, after(versions.get(step.version), step))
  }
  return versions
}

function retire(version: Version): void {
  const state = RETIRED[version.state]
  if (state) Object.assign(version, { state, approvals: [] })
}

function after(before: Version | undefined, step: HistoryStep): Version {
  if (!before) return proposedBy(step)
  const to: PolicyStepRule['to'] = POLICY_STEPS[step.kind].to
  const state = step.identity === FOUNDER ? 'founding' : to[before.state]!
  return { ...before, state, ...handOf(before, step) }
}

function proposedBy(step: HistoryStep): Version {
  const { version, digest } = step
  return { version, state: 'proposed', digest: digest!, proposed: step, review: null, approvals: [], activated: null }
}

function handOf({ approvals }: Version, step: HistoryStep): Partial<Version> {
  if (step.kind === 'review') return { review: step }
  return step.kind === 'approve' ? { approvals: [...approvals, step] } : { activated: step }
}

/** Whether answers are released under it. */
export function isInForce({ state }: Pick<Version, 'state'>): boolean {
  return state in RETIRED
}

/** Whether somebody may take the step whom an earlier one does not rule out (I8). */
export function mayTake(kind: PolicyStepKind, version: Version, identity: string): boolean {
  const earlier: Record<Earlier, Hand[]> = {
    proposer: [version.proposed],
    recorder: version.review ? [version.review] : [],
    approver: version.approvals,
  }
  return POLICY_STEPS[kind].not.every((who) => earlier[who].every((hand) => hand.identity !== identity))
}

/** Whether the step can be taken in the state in which the version is. */
export function isOpen(kind: PolicyStepKind, { state }: Pick<Version, 'state'>): boolean {
  return state in POLICY_STEPS[kind].to
}

/** Why this person may not take the step now; null: they may. */
export function faultOf(kind: PolicyStepKind, version: Version | undefined, identity: string): Fault | null {
  if (!version) return Fault.notFound()
  const current = { state: version.state, version: version.version }
  if (!isOpen(kind, version))
    return Fault.conflict('This step is not open in the state in which the version is', current)
  return mayTake(kind, version, identity) ? null : Fault.conflict('This step takes somebody else', current)
}

/** Which step about it waits for a person of this role; null: none. One that was passed over, or was in force before, waits for nobody. */
export function waitsFor(
  { identity, role }: { identity: string; role: Role },
  version: Version,
  inForce: number,
): PolicyStepKind | null {
  const isBegun = version.approvals.length > 0
  if (isInForce(version) || (version.version < inForce && !isBegun)) return null
  const waiting = POLICY_STEP_KINDS.find((kind) => POLICY_STEPS[kind].by === role && isOpen(kind, version))
  return waiting && mayTake(waiting, version, identity) ? waiting : null
}

/** A version as whoever asks sees it. */
export function toPolicyVersion(one: Version): PolicyVersion {
  const { version, state, digest, approvals, activated } = one
  return {
    ...{ version, state, inForce: isInForce(one), digest, proposed: shown(one.proposed) },
    review: reviewOf(one),
    approvals: approvals.map(shown),
    activated: activated && shown(activated),
  }
}

function reviewOf({ review: step }: Version): RecordedReview | null {
  return step?.review ? { ...step.review, recorded: shown(step) } : null
}

function shown({ by, at }: Hand): { by: string; at: string } {
  return { by, at: at.toISOString() }
}
