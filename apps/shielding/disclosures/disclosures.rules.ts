import {
  POLICY_ITEMS,
  type Asker,
  type ChildRecord,
  type Disclosure,
  type FullChild,
  type OpenDisclosure,
  type PolicyItem,
  type PolicyViews,
  type RecordItem,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A record, and the override by which all of it is shown. */
export interface ShownRecord {
  record: ChildRecord
  override?: NonNullable<Stance['override']>
}

/** A disclosure as the log says it. */
export function disclosureAsked({ reason, caseReference }: OpenDisclosure, asker?: Asker): Asked {
  const particulars = { caseReference: caseReference ?? null }
  return { action: 'disclosure', reason, particulars, ...(asker && { asker }) }
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

/** Whose sources tell of what a policy leaves out: a name is as of the day on which it replaced another. */
const TOLD_BY: Record<PolicyItem, RecordItem[]> = {
  'former-names': ['former-names', 'name'],
  carers: ['carers'],
  address: ['address'],
}

/** The whole record, but for what the policy leaves out, and for where that came from. */
function within({ full }: PolicyViews, child: FullChild): FullChild {
  const untold = POLICY_ITEMS.filter((item) => !full.includes(item)).flatMap((item) => TOLD_BY[item])
  const { sources } = child
  return {
    ...child,
    ...(!full.includes('former-names') && { formerNames: [] }),
    ...(!full.includes('carers') && { carers: [] }),
    ...(!full.includes('address') && { address: null }),
    ...(sources && { sources: sources.filter(({ item }) => !untold.includes(item)) }),
  }
}

/** The record as whoever asked gets it. */
export function toDisclosure({ record, override }: ShownRecord): Pick<Disclosure, 'child' | 'shielded' | 'override'> {
  if (!override) return { child: record.child, shielded: !record.full }
  const { overrideId, until } = override
  return { child: record.child, shielded: true, override: { overrideId, expiresAt: until.toISOString() } }
}
