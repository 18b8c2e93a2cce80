import type { Caller } from '@contactpoint/bus'
import type { AppendEntry, AttemptOverride, BeginOverride, ChildRecord, EndOverride } from '@contactpoint/contracts'
import { shieldEntry, type ShieldAction, type Stance } from '../protection/protection.rules.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** What is read before anything of the record can be. */
export function warningFor(minutes: number): string {
  const long = minutes === 1 ? 'one minute' : `${minutes} minutes`
  return (
    `This record is shielded because someone could cause harm to the child. If you go on, all of it is shown to you for ${long}, and ` +
    'somebody of another authority checks now whether you had grounds. They check this attempt too if you stop here.'
  )
}

/** An attempt as the log says it. */
export function attemptAsked({ reason, caseReference }: AttemptOverride): Asked {
  return { action: 'override-attempt', reason, particulars: { caseReference: caseReference ?? null } }
}

/**
 * Whether the record looks shielded: one that is hidden because of another is attempted as a shielded one is, so that nobody tells the brother from the
 * child without a case about it. The attempt changes nothing that anybody sees, so that no stance of it can fail.
 */
export function attempted(
  record: ChildRecord | null,
  { childId, isSealed, view }: Stance,
): Reading<{ isShielded: boolean }> {
  const children = [{ childId, shown: 'nothing' as const }]
  if (!record || isSealed) return { content: null, outcome: 'not-found', children, stances: [] }
  return { content: { isShielded: view === 'visible' || !record.full }, outcome: 'done', children, stances: [] }
}

/** That a record is about to be opened, recorded before it can be. */
export function beginning({ childId, attemptId }: BeginOverride): [Asked, () => Promise<Reading<true>>] {
  const asked = { action: 'override' as const, reason: null, particulars: { caseId: attemptId } }
  return [asked, async () => toBeDone(childId)]
}

/** What was tried about an override and not done, or was ended, as the log says it. */
export function overrideEntry(
  entryId: string,
  caller: Caller,
  action: Extract<ShieldAction, `override${string}`>,
  {
    childId,
    caseId,
    outcome,
  }: { childId: string; caseId: EndOverride['overrideId'] | null; outcome: 'done' | 'refused' },
): AppendEntry {
  return { ...shieldEntry(entryId, caller, action, childId, outcome), particulars: { caseId } }
}
