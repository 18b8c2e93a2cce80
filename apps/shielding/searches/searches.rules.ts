import type { Caller } from '@contactpoint/bus'
import type { AppendEntry, FoundChild, Outcome, RunSearch, SearchHit } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { entryCaller, type Stance } from '../protection/protection.rules.ts'

/** A hit as it may leave, or null: a shielded child that only a hidden key found was never found. */
export function toHit(found: FoundChild, { view }: Stance): SearchHit | null {
  const { childId, name, dateOfBirth, gender, byVisibleKeys, postcode, schoolName } = found
  const visible = { childId, name, dateOfBirth, gender }
  if (view === 'full') return { ...visible, shielded: false, postcode, schoolName }
  return byVisibleKeys ? { ...visible, shielded: true } : null
}

/** What the log says of a search: criteria and case reference (sealed there), and every child that was returned. */
export function searchEntry(caller: Caller, ask: RunSearch, outcome: Outcome, hits: SearchHit[]): AppendEntry {
  return {
    entryId: randomUUID(),
    caller: entryCaller(caller),
    action: 'search',
    outcome,
    reason: ask.reason,
    children: hits.map(({ childId, shielded }) => ({ childId, shown: shielded ? 'visible' : 'full' })),
    particulars: { criteria: { ...ask.criteria }, caseReference: ask.caseReference ?? null },
  }
}
