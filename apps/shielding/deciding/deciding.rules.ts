import type { LiftDecision, ReviewDecision } from '@contactpoint/contracts'
import type { Stage } from '../protection/stages.service.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

export const PLACING: Stage = { kinds: ['place'], action: 'shield-place', code: null }
export const CONFIRMING: Stage = { kinds: ['confirm'], action: 'shield-confirm', code: null }
export const AGREEING: Stage = { kinds: ['agree-lift'], action: 'shield-lift', code: null }

/** The first officer proposes it, the second agrees, and the management team decides, all by the same request. */
export function refusing(code: string): Stage {
  return { kinds: ['propose-refusal', 'agree-refusal', 'refuse'], action: 'shield-refuse', code }
}

export function proposing(code: string): Stage {
  return { kinds: ['propose-lift'], action: 'shield-lift', code }
}

export function reviewing(decision: ReviewDecision): Stage {
  return { kinds: [decision === 'keep' ? 'review-keep' : 'review-lift'], action: 'shield-review', code: null }
}

export function decidingLift(decision: LiftDecision): Stage {
  return { kinds: [decision], action: 'shield-lift', code: null }
}

/** That something is shown again, as the log says it, and as it may be done: a shield does not keep itself in force. */
export function loosening(childId: string, { action, code }: Stage): [Asked, () => Promise<Reading<true>>] {
  const asked = { action, reason: null, particulars: code === null ? {} : { code } }
  return [asked, async () => toBeDone(childId)]
}
