import type { Caller } from '@contactpoint/bus'
import { entryCaller, isChildId, type AppendEntry, type Asker, type BeginMediation } from '@contactpoint/contracts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** How long somebody may open a record for whoever gave them a code. */
export const MEDIATION_MINUTES = 5

/** That somebody is about to open a record for another, recorded before they can. */
export function beginning({ childId, username }: BeginMediation, asker: Asker): [Asked, () => Promise<Reading<true>>] {
  const asked = { action: 'mediation' as const, reason: null, particulars: { username }, asker }
  return [asked, async () => toBeDone(...named(childId))]
}

/** That somebody was told a code that is nobody's, as the log says it. */
export function refusalEntry(entryId: string, caller: Caller, { childId, username }: BeginMediation): AppendEntry {
  return {
    ...{ entryId, caller: entryCaller(caller), action: 'mediation', outcome: 'refused', reason: null },
    ...{ particulars: { username }, children: toBeDone(...named(childId)).children },
  }
}

/** That somebody tried to open a record by a mediation that is not theirs, or over, or whose asker was put out. */
export function lookRefusal(
  entryId: string,
  caller: Caller,
  { childId, mediationId }: { childId: string; mediationId: string },
): AppendEntry {
  return {
    ...{ entryId, caller: entryCaller(caller), action: 'disclosure', outcome: 'refused', reason: null },
    ...{ particulars: { mediationId }, children: toBeDone(...named(childId)).children },
  }
}

/** A text that is no child's id is not kept: it may be anything. */
function named(childId: string): string[] {
  return isChildId(childId) ? [childId] : []
}
