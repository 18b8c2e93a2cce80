import type { Caller } from '@contactpoint/bus'
import {
  isChildId,
  type AppendEntry,
  type ChildRecord,
  type Disclosure,
  type OpenDisclosure,
  type Outcome,
  type Receipt,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { entryCaller } from '../protection/protection.rules.ts'

/** What the log says of a disclosure: what was authorised, not what arrived. */
export function disclosureEntry(
  caller: Caller,
  ask: OpenDisclosure,
  outcome: Outcome,
  record: ChildRecord | null,
): AppendEntry {
  const shown = outcome !== 'shown' || !record ? 'nothing' : record.full ? 'full' : 'visible'
  return {
    entryId: randomUUID(),
    caller: entryCaller(caller),
    action: 'disclosure',
    outcome,
    reason: ask.reason,
    // A text that cannot be a child's id concerns no child, and is not kept: it may be anything.
    children: isChildId(ask.childId) ? [{ childId: ask.childId, shown }] : [],
    particulars: { caseReference: ask.caseReference ?? null },
  }
}

export function toDisclosure({ child, full }: ChildRecord, receipt: Receipt): Disclosure {
  return { child, shielded: !full, receipt }
}
