import type { Caller } from '@contactpoint/bus'
import type { DecideNearRecord, NearListed } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A look at the records near a shielded child, as the log says it. */
export const REVIEW_ASKED: Asked = { action: 'near-review', reason: null, particulars: {} }

/** A decision, as the log says it. */
export function decisionAsked({ decision, code }: DecideNearRecord): Asked {
  return { action: 'near-decision', reason: null, particulars: { decision, code } }
}

/** Only people of the authority that is responsible for the child learn that it has a shield, and what is near it. */
export function isTheirs(caller: Caller, { authority }: NearListed): boolean {
  return authority !== null && authority === caller.authority
}

/** The list as it may leave. */
export function listShown(listed: NearListed, stance: Stance): Reading<NearListed> {
  const others = listed.records.map(({ child }) => ({ childId: child.childId, shown: 'visible' as const }))
  const children = [{ childId: stance.childId, shown: 'nothing' as const }, ...others]
  return { content: listed, outcome: 'shown', children, stances: [stance] }
}

/** A decision as it may be taken. */
export function decisionTaken(otherId: string, stance: Stance): Reading<true> {
  const children = [stance.childId, otherId].map((childId) => ({ childId, shown: 'nothing' as const }))
  return { content: true, outcome: 'done', children, stances: [stance] }
}
