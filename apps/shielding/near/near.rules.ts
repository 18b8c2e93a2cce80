import type {
  DecideNearRecord,
  EntryChild,
  NearListed,
  NearReviewed,
  ParkedRows,
  VisibleChild,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A look at the records near a shielded child, as the log says it. */
export const REVIEW_ASKED: Asked = { action: 'near-review', reason: null, particulars: {} }

/** A decision, as the log says it. */
export function decisionAsked({ decision, code }: DecideNearRecord): Asked {
  return { action: 'near-decision', reason: null, particulars: { decision, code } }
}

/** The list as it may leave, beside the shielded child where its record shows anything. */
export function listShown(
  { records }: NearListed,
  { rows: parked }: ParkedRows,
  child: VisibleChild | null,
  stance: Stance,
): Reading<Omit<NearReviewed, 'receipt' | 'budget'>> {
  const others = records.map((near) => ({ childId: near.child.childId, shown: 'visible' as const }))
  const tier = stance.isSealed ? ('sealed' as const) : ('standard' as const)
  const named = namedWith(stance, child ? 'visible' : 'nothing', others)
  return { content: { tier, ...(child && { child }), records, parked }, outcome: 'shown', ...named, stances: [stance] }
}

/** A decision as it may be taken. */
export function decisionTaken(otherId: string, stance: Stance): Reading<true> {
  const other = { childId: otherId, shown: 'nothing' as const }
  return { content: true, outcome: 'done', ...namedWith(stance, 'nothing', [other]), stances: [stance] }
}

/** No entry that an auditor reads leads from a sealed child to another record, which may be the same child under its new name (AC-09). */
function namedWith(
  { childId, isSealed }: Stance,
  shown: EntryChild['shown'],
  others: EntryChild[],
): Pick<Reading<never>, 'children' | 'apart'> {
  const child = { childId, shown }
  return isSealed ? { children: [child], apart: others } : { children: [child, ...others] }
}
