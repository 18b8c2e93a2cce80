import type { Caller } from '@contactpoint/bus'
import { LONGEST_GRANT_DAYS, type GrantState, type OverrideGrant } from '@contactpoint/contracts'
import { identityOf } from '../people/people.rules.ts'
import { isWithinDays } from '../people/term.rules.ts'
import type { Person } from '../people/people.schema.ts'
import type { Grant } from './override-grants.schema.ts'

/** Whether a grant may be in force until then: it ends, within a year (S26). */
export function isFit(until: Date, now: Date): boolean {
  return isWithinDays(until, LONGEST_GRANT_DAYS, now)
}

/** Whether somebody may hold the grant of this caller's authority: a practitioner who is not the caller. */
export function mayHold(person: Person | null, caller: Pick<Caller, 'authority' | 'identity'>): person is Person {
  if (person?.role !== 'practitioner') return false
  return person.authority === caller.authority && identityOf(person) !== caller.identity
}

/** Whether somebody may approve it: three different people propose, approve and hold it (I8). */
export function mayApprove({ proposedBy }: Grant, holder: Person, { identity }: Pick<Caller, 'identity'>): boolean {
  return proposedBy !== identity && identityOf(holder) !== identity
}

export function grantState({ approvedAt, endedAt, until }: Grant, now: Date): GrantState {
  if (endedAt || until <= now) return 'ended'
  return approvedAt ? 'live' : 'proposed'
}

export function toGrant(grant: Grant, now: Date): OverrideGrant {
  const { _id: grantId, personId, until } = grant
  return { grantId, personId, until: until.toISOString(), state: grantState(grant, now) }
}
