import type { Caller } from '@contactpoint/bus'
import { entryCaller, type Appeal, type AppealCode, type AppendEntry } from '@contactpoint/contracts'
import type { StoredAppeal } from './appeals.schema.ts'

/** An appeal as it is made. */
export function newAppeal(appealId: string, caller: Caller, code: AppealCode, now: Date): StoredAppeal {
  const { personId, identity, role, authority, organisation } = caller
  const asked = { _id: appealId, personId, identity, role, authority, organisation, code, askedAt: now }
  return { ...asked, state: 'open', by: null, decidedAt: null }
}

export function toAppeal({ _id, personId, role, organisation, code, askedAt }: StoredAppeal): Appeal {
  return { appealId: _id, personId, role, organisation, code, askedAt: askedAt.toISOString() }
}

/** What the log says of an appeal and of what was decided: no child is in it. */
export function appealEntry(entryId: string, caller: Caller, { _id, state, code }: StoredAppeal): AppendEntry {
  const particulars = { appealId: _id, state, code }
  const said = { action: 'budget-appeal', outcome: 'done', reason: null } as const
  return { entryId, caller: entryCaller(caller), ...said, children: [], particulars }
}
