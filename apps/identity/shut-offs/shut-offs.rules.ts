import type { Caller } from '@contactpoint/bus'
import { NATIONAL_DESK, SOURCES, type RevokedKind, type ShutOff, type ShutOffScope } from '@contactpoint/contracts'
import type { StoredShutOff } from './shut-offs.schema.ts'

/** So many different people reopen what one has shut off (S03). */
export const FEWEST_TO_REOPEN = 2

/** What a shut-off is of: whose, and how tokens or feeds name it. */
export interface Target {
  scope: ShutOffScope
  subject: string | null
  /** The authority it lies in; null: in none, or in all. */
  authority: string | null
}

/** Whether somebody may shut that off: an operator and the national desk anything, an accreditor what is of their authority. */
export function mayShutOff({ role, authority }: Pick<Caller, 'role' | 'authority'>, target: Target): boolean {
  if (role === 'operator' || authority === NATIONAL_DESK) return true
  return role === 'accreditor' && target.authority === authority
}

/** In which authority something lies that is shut off; null: in none, or in all. */
export function authorityOf({ scope, subject }: Pick<StoredShutOff, 'scope' | 'subject'>): string | null {
  if (scope === 'organisation') return subject!.split('/')[0]!
  return scope === 'authority' ? subject : null
}

export function isSource(subject: string | undefined): boolean {
  return (SOURCES as readonly (string | undefined)[]).includes(subject)
}

/** Whose tokens a shut-off ends; null: nobody's, as feeds have no sessions that read. */
export function revokedBy({ scope, subject }: Pick<StoredShutOff, 'scope' | 'subject'>): [RevokedKind, string] | null {
  if (scope === 'feed') return null
  return scope === 'all' ? ['everybody', ''] : [scope, subject!]
}

export function toShutOff({ _id: shutOffId, scope, subject, at, reopenedBy }: StoredShutOff): ShutOff {
  return { shutOffId, scope, subject, since: at.toISOString(), reopenings: reopenedBy.length }
}
