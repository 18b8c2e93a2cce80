import type { ChildRecord, Disclosure, FullChild, OpenDisclosure, PolicyViews } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A record, and the override by which all of it is shown. */
export interface ShownRecord {
  record: ChildRecord
  override?: NonNullable<Stance['override']>
}

/** A disclosure as the log says it. */
export function disclosureAsked({ reason, caseReference }: OpenDisclosure): Asked {
  return { action: 'disclosure', reason, particulars: { caseReference: caseReference ?? null } }
}

/** The record as it may leave under this stance and policy. Of four things a policy takes nothing away, and adds nothing to them. */
export function shownRecord(read: ChildRecord, stance: Stance, views: PolicyViews): Reading<ShownRecord> {
  const { childId, override } = stance
  const shown = read.full ? 'full' : 'visible'
  const record = read.full ? { full: true, child: within(views, read.child as FullChild) } : read
  const because = override && { overrideId: override.overrideId }
  return {
    ...{ content: { record, ...(override && { override }) }, outcome: 'shown', ...(because && { because }) },
    ...{ children: [{ childId, shown }], stances: [stance] },
  }
}

/** The whole record, but for what the policy leaves out. */
function within({ full }: PolicyViews, child: FullChild): FullChild {
  return {
    ...child,
    ...(!full.includes('former-names') && { formerNames: [] }),
    ...(!full.includes('carers') && { carers: [] }),
    ...(!full.includes('address') && { address: null }),
  }
}

/** The record as whoever asked gets it. */
export function toDisclosure({ record, override }: ShownRecord): Pick<Disclosure, 'child' | 'shielded' | 'override'> {
  if (!override) return { child: record.child, shielded: !record.full }
  const { overrideId, until } = override
  return { child: record.child, shielded: true, override: { overrideId, expiresAt: until.toISOString() } }
}
