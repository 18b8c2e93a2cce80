import type { Caller } from '@contactpoint/bus'
import type { ListedShield, ShieldCurrent, ShieldRead, ShieldStep, VisibleChild } from '@contactpoint/contracts'
import { toProposalSeen } from '../proposals/proposals.rules.ts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import { currentOf, toShieldNow } from '../protection/stages.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'
import { openSteps, type Standing } from './open-steps.rules.ts'

/** A look at the desk's shields, as the log says it. */
export const LIST_ASKED: Asked = { action: 'shield-list', reason: null, particulars: {} }
/** A look at one of them. */
export const READ_ASKED: Asked = { action: 'shield-read', reason: null, particulars: {} }

/** A shield as its own desk sees it. */
export function toListed(protection: Protection): ListedShield {
  const { ground, channel, escalations } = protection.shield!
  return { ...toShieldNow(protection), ground, channel, escalations }
}

/** What was done about the shield; what was done about a consent is nobody's business here. */
export function toSteps(steps: readonly Step[]): ShieldStep[] {
  return steps.flatMap(({ kind, by, at, code, ground }) =>
    kind === 'consent-withdrawn' ? [] : [{ kind, by, at: at.toISOString(), code: code ?? null, ground }],
  )
}

/**
 * The shields as they may leave. Which children they are of, the log keeps sealed: nothing that an auditor reads says that they belong
 * together, or that one of them is sealed (AC-09).
 */
export function listed(found: readonly Protection[]): Reading<ListedShield[]> {
  const apart = found.map(({ _id: childId }) => ({ childId, shown: 'nothing' as const }))
  return { content: found.map(toListed), outcome: 'shown', children: [], apart, stances: [] }
}

/** A shield as it was read, under the stance that was taken before. */
export interface ShieldFound extends Standing {
  stance: Stance
  /** What its record shows to everybody; null: nothing. */
  child: VisibleChild | null
  steps: readonly Step[]
}

/** One shield as it may leave; nobody who reads the log learns about which other record something is proposed. */
export function read(found: ShieldFound, caller: Caller): Reading<Omit<ShieldRead, 'receipt'>> {
  const { protection, stance, child, steps, open } = found
  const children = [{ childId: protection._id, shown: child ? ('visible' as const) : ('nothing' as const) }]
  const content = {
    ...toListed(protection),
    ...(child && { child }),
    evidence: protection.shield!.evidence ?? null,
    steps: toSteps(steps),
    current: currentOf(protection) as ShieldCurrent,
    isLiftWanted: protection.shield!.isLiftWanted,
    open: openSteps(found, caller),
    ...(open && { proposal: toProposalSeen(open) }),
  }
  const apart = open?.otherChildId ? [{ childId: open.otherChildId, shown: 'nothing' as const }] : []
  return { content, outcome: 'shown', children, ...(apart.length > 0 && { apart }), stances: [stance] }
}
