import type { Caller } from '@contactpoint/bus'
import type { Tier } from '@contactpoint/contracts'
import type { Shield } from '../protection/protection.schema.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** The opening of a sealed record, as the log says it. */
export const OPENING_ASKED: Asked = { action: 'shield-tier', reason: null, particulars: { tier: 'standard' } }

/** Whether this person may set the tier: a sealed record is opened by somebody else than who sealed it (I8). */
export function maySet({ identity }: Pick<Caller, 'identity'>, { tier: before, tierBy }: Shield, tier: Tier): boolean {
  return tier === 'sealed' || before === 'standard' || identity !== tierBy
}

/** The opening as it may be done. Nothing of the child leaves by it. */
export function opening(childId: string): Reading<true> {
  return toBeDone(childId)
}
