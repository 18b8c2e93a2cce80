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

/**
 * What was tried and refused, as the log says it: a code that is nobody's, or a look by a mediation that is not theirs, or over, or whose asker was
 * put out.
 */
export function refusalEntry(
  entryId: string,
  caller: Caller,
  action: 'mediation' | 'disclosure',
  { childId, ...particulars }: { childId: string; username?: string; mediationId?: string },
): AppendEntry {
  const children = toBeDone(...named(childId)).children
  return { entryId, caller: entryCaller(caller), action, outcome: 'refused', reason: null, particulars, children }
}

/** A text that is no child's id is not kept: it may be anything. */
function named(childId: string): string[] {
  return isChildId(childId) ? [childId] : []
}
