import { type AuthorityNow, type AuthorityState, type ReadinessItem } from '@contactpoint/contracts'
import type { Caller } from '@contactpoint/bus'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'

/** Two people place a shield, and two say that all are placed (S24, S23). */
const FEWEST_OFFICERS = 2
const FEWEST_ATTESTATIONS = 2

/** What is known of an authority beside what it keeps itself. */
export interface Standings {
  /** Different people who could act as its shield officers now, and as its management team. */
  officers: number
  team: number
  /** Requests for shields that nobody has placed and confirmed yet. */
  openRequests: number
  policy: { version: number; isReviewed: boolean }
}

/** Everything that must be so before an authority goes live (S02, S19, S23, S24). */
export function readinessOf(
  authority: StoredAuthority,
  { officers, team, openRequests, policy }: Standings,
): ReadinessItem[] {
  const attested = new Set(current(authority, policy.version).map(({ by }) => by)).size
  return [
    { name: 'two-shield-officers', count: officers, isMet: officers >= FEWEST_OFFICERS },
    { name: 'management-team', count: team, isMet: team > 0 },
    { name: 'no-open-requests', count: openRequests, isMet: openRequests === 0 },
    { name: 'reviewed-policy', count: policy.version, isMet: policy.isReviewed },
    { name: 'attested-by-two', count: attested, isMet: attested >= FEWEST_ATTESTATIONS },
  ]
}

/** What was attested under another policy says nothing of this one. */
function current({ attestations }: StoredAuthority, version: number): StoredAuthority['attestations'] {
  return attestations.filter(({ policy }) => policy === version)
}

export function isReady(items: readonly ReadinessItem[]): boolean {
  return items.every(({ isMet }) => isMet)
}

/** @param items what must be so; null: whoever asks is not told */
export function stateOf(
  { liveSince, suspendedSince }: StoredAuthority,
  items: readonly ReadinessItem[] | null,
): AuthorityState {
  if (suspendedSince) return 'suspended'
  if (liveSince) return 'live'
  if (items && isReady(items)) return 'ready'
  const hasDesk = items?.some(({ name, isMet }) => name === 'two-shield-officers' && isMet)
  return hasDesk ? 'shielding' : 'preparing'
}

export function toAuthority(authority: StoredAuthority, items: readonly ReadinessItem[] | null): AuthorityNow {
  const { _id: code, wave, liveSince, suspendedSince } = authority
  const since = suspendedSince ? null : liveSince
  return { code, wave, state: stateOf(authority, items), liveSince: since?.toISOString() ?? null }
}

/** Whoever attested an authority does not let it go live (I8). */
export function mayActivate({ attestations }: StoredAuthority, { identity }: Pick<Caller, 'identity'>): boolean {
  return attestations.every(({ by }) => by !== identity)
}
