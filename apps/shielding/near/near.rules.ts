import type { DecideNearRecord, EntryChild, NearListed, NearReviewed, ParkedRows } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A look at the records near a shielded child, as the log says it. */
export const REVIEW_ASKED: Asked = { action: 'near-review', reason: null, particulars: {} }

/** A decision, as the log says it. */
export function decisionAsked({ decision, code }: DecideNearRecord): Asked {
  return { action: 'near-decision', reason: null, particulars: { decision, code } }
}

/** The list as it may leave. */
export function listShown(
  { records }: NearListed,
  { rows: parked }: ParkedRows,
  stance: Stance,
): Reading<Pick<NearReviewed, 'tier' | 'records' | 'parked'>> {
  const others = records.map(({ child }) => ({ childId: child.childId, shown: 'visible' as const }))
  const content = { tier: stance.isSealed ? ('sealed' as const) : ('standard' as const), records, parked }
  return { content, outcome: 'shown', ...namedWith(stance, others), stances: [stance] }
}

/** A decision as it may be taken. */
export function decisionTaken(otherId: string, stance: Stance): Reading<true> {
  const other = { childId: otherId, shown: 'nothing' as const }
  return { content: true, outcome: 'done', ...namedWith(stance, [other]), stances: [stance] }
}

/** No entry that an auditor reads leads from a sealed child to another record, which may be the same child under its new name (AC-09). */
function namedWith({ childId, isSealed }: Stance, others: EntryChild[]): Pick<Reading<never>, 'children' | 'apart'> {
  const child = { childId, shown: 'nothing' as const }
  return isSealed ? { children: [child], apart: others } : { children: [child, ...others] }
}
