import type { Caller } from '@contactpoint/bus'
import type { Tier } from '@contactpoint/contracts'
import { sealersOf } from '../protection/protection.rules.ts'
import type { Shield } from '../protection/protection.schema.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** The opening of a sealed record, as the log says it. */
export const OPENING_ASKED: Asked = { action: 'shield-tier', reason: null, particulars: { tier: 'standard' } }

/** Whether this person may set the tier: a sealed record is opened by somebody else than who sealed it, or what was merged with it (I8). */
export function maySet({ identity }: Pick<Caller, 'identity'>, shield: Shield, tier: Tier): boolean {
  return tier === 'sealed' || !sealersOf(shield).includes(identity)
}

/** The opening as it may be done. Nothing of the child leaves by it. */
export function opening(childId: string): Reading<true> {
  return toBeDone(childId)
}
