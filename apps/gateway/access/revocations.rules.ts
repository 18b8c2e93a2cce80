import { organisationKey, type RevokedKind } from '@contactpoint/contracts'
import type { SignedIn } from './jwt.strategy.ts'

/**
 * Clocks of the copies of identity differ by less: a token that was signed so soon after is taken for one of before. Whoever revokes waits for longer, so
 * that whoever signs in after their answer is let in, though tokens say whole seconds. Milliseconds.
 */
const SKEW_MS = 1_000

/** By what a token is found among those that were revoked. */
export function keyOf(kind: RevokedKind, subject: string): string {
  return `${kind} ${subject}`
}

/** Whether a token is good no longer, though it has not ended. @param revoked when tokens of before were, ms, by their keys */
export function isRevoked(who: SignedIn, revoked: ReadonlyMap<string, number>): boolean {
  if (revoked.size === 0) return false
  // A session that has ended begins no more, whatever the clocks say.
  if (revoked.has(keyOf('session', who.sessionId))) return true
  return keysOf(who).some((key) => (revoked.get(key) ?? -Infinity) + SKEW_MS >= who.issuedAt)
}

function keysOf(who: SignedIn): string[] {
  const { personId, authority, role } = who
  return [
    keyOf('everybody', ''),
    keyOf('person', personId),
    keyOf('authority', authority),
    keyOf('organisation', organisationKey(who)),
    ...(role === 'practitioner' ? [keyOf('practitioners', authority)] : []),
  ]
}
