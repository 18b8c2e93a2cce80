import type { ChildRecord, OpenDisclosure } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A disclosure as the log says it. */
export function disclosureAsked({ reason, caseReference }: OpenDisclosure): Asked {
  return { action: 'disclosure', reason, particulars: { caseReference: caseReference ?? null } }
}

/** The record as it may leave under this stance. */
export function shownRecord(record: ChildRecord, stance: Stance): Reading<ChildRecord> {
  const { childId } = stance
  const shown = record.full ? 'full' : 'visible'
  return { content: record, outcome: 'shown', children: [{ childId, shown }], stances: [stance] }
}
