import type { Caller } from '@contactpoint/bus'
import type { Recovery } from '@contactpoint/contracts'
import { stateOf } from '../accounts/accounts.rules.ts'
import type { Person } from '../people/people.schema.ts'
import type { StoredRecovery } from './recoveries.schema.ts'

/** For how long one waits for its approval. */
export const RECOVERY_MS = 24 * 60 * 60 * 1000

/** Whether there is anything to recover: an account that is closed stays so, and one that nobody has approved yet is approved first. */
export function mayBeRecovered(person: Parameters<typeof stateOf>[0] & Pick<Person, 'approvedBy'>): boolean {
  return stateOf(person) !== 'closed' && Boolean(person.approvedBy)
}

/** Whether somebody may approve it: two different people, whichever of their accounts they use (I8). */
export function mayApprove(
  { begunBy }: Pick<StoredRecovery, 'begunBy'>,
  { identity }: Pick<Caller, 'identity'>,
): boolean {
  return begunBy !== identity
}

export function toRecovery(stored: StoredRecovery, caller: Pick<Caller, 'identity'>): Recovery {
  const { recoveryId, ground, reference, begunBy, begunAt, until } = stored
  return {
    ...{ recoveryId, ground, reference, begunBy, begunAt: begunAt.toISOString(), until: until.toISOString() },
    isYours: !mayApprove(stored, caller),
  }
}
