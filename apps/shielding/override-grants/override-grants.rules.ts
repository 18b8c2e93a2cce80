import type { Caller } from '@contactpoint/bus'
import { entryCaller, type AppendEntry } from '@contactpoint/contracts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** What is done about a grant, and which or whose it is: no child is in it. */
export interface GrantStep {
  step: 'propose' | 'approve' | 'end'
  grantId?: string
  personId?: string
}

/** That somebody is to be granted something, as the log says it before it is done. */
export function granting(step: GrantStep['step'], of: Omit<GrantStep, 'step'>): [Asked, () => Promise<Reading<true>>] {
  const asked = { action: 'override-grant' as const, reason: null, particulars: { step, ...of } }
  return [asked, async () => toBeDone()]
}

export function grantEntry(entryId: string, caller: Caller, step: GrantStep): AppendEntry {
  const said = { action: 'override-grant', outcome: 'done', reason: null } as const
  return { entryId, caller: entryCaller(caller), ...said, children: [], particulars: { ...step } }
}
