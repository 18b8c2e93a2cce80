import type { Role, ShieldNow, ShieldState } from '@contactpoint/contracts'
import { stateOf } from './protection.rules.ts'
import type { Protection, Shield, TimelessShield } from './protection.schema.ts'
import { STEPS, type Earlier, type ProtectionState, type StepKind, type StepRule } from './steps.rules.ts'

/** The steps by which people bring a shield from one state to another. */
export const STAGE_KINDS = [
  'asked-again',
  'place',
  'confirm',
  'propose-refusal',
  'agree-refusal',
  'refuse',
  'review-keep',
  'review-lift',
  'propose-lift',
  'agree-lift',
  'keep',
  'lift',
] as const satisfies readonly StepKind[]
export type StageKind = (typeof STAGE_KINDS)[number]

/** Of whom a step is taken: who it is, and in which role. */
export interface Actor {
  identity: string
  role: Role
}

/** Whether this shows again what the shield hid: then it is recorded before, and waits for the record (I2). */
export function loosens(kind: StepKind): boolean {
  return (STEPS[kind] as StepRule).to === 'none'
}

/** Whether somebody may take the step whom an earlier one does not rule out (I8). */
export function mayTake(kind: StepKind, shield: Shield, { identity }: Actor): boolean {
  const earlier: Record<Earlier, string | null> = {
    requester: shield.requestedBy,
    placer: shield.placedBy,
    proposer: shield.ending?.proposedBy ?? null,
    agreer: shield.ending?.agreedBy ?? null,
  }
  return ((STEPS[kind] as StepRule).not ?? []).every((who) => earlier[who] !== identity)
}

/** The shield without its times, which are the database's to say. */
export function timeless(shield: Shield): TimelessShield {
  const { since: _since, dueAt: _dueAt, escalateAt: _escalateAt, ...rest } = shield
  return rest
}

/** The shield after the step; null when it is no longer in force. @param code the reason, where the step has one */
export function shieldAfter(
  kind: StageKind,
  shield: Shield,
  { identity }: Actor,
  code: string | null,
): TimelessShield | null {
  const before = timeless(shield)
  const proposed = { code: code ?? 'other', proposedBy: identity, agreedBy: null }
  switch (kind) {
    case 'place':
      return { ...before, state: 'placed', placedBy: identity, ending: null }
    case 'confirm':
      return { ...before, state: 'confirmed' }
    case 'propose-refusal':
      return { ...before, ending: { kind: 'refusal', ...proposed } }
    case 'propose-lift':
      return { ...before, state: 'lift-proposed', isLiftWanted: false, ending: { kind: 'lift', ...proposed } }
    case 'agree-refusal':
    case 'agree-lift':
      return { ...before, ending: { ...before.ending!, agreedBy: identity } }
    case 'asked-again':
    case 'keep':
      return { ...before, state: beforeEnding(before), isLiftWanted: false, ending: null }
    case 'review-keep':
    case 'review-lift':
      return { ...before, isLiftWanted: kind === 'review-lift' }
    case 'refuse':
    case 'lift':
      return null
  }
}

function beforeEnding({ state }: TimelessShield): ShieldState {
  return state === 'lift-proposed' ? 'confirmed' : state
}

/** The shield as its desk sees it. */
export function toShieldNow({ _id: childId, version, shield }: Protection): ShieldNow {
  const { state = null, tier = 'standard', dueAt } = shield ?? {}
  return { childId, state, tier, version, dueAt: dueAt?.toISOString() ?? null }
}

/** What is said of the state in which a step is open, or was not. */
export function currentOf(protection: Protection): { state: ProtectionState; version: number } {
  return { state: stateOf(protection), version: protection.version }
}
