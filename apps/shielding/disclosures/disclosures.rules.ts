import { isChildId, type ChildRecord, type OpenDisclosure } from '@contactpoint/contracts'
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

/** There is no such record, for whichever reason: one answer. A text that is no child's id is not kept: it may be anything. */
export function noRecord(childId: string): Reading<ChildRecord> {
  const children = isChildId(childId) ? [{ childId, shown: 'nothing' as const }] : []
  return { content: null, outcome: 'not-found', children, stances: [] }
}
