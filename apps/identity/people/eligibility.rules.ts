import { AGREEMENT, type PreconditionName, type Role } from '@contactpoint/contracts'
import type { Person, Signed } from './people.schema.ts'
import { daysAfter } from './term.rules.ts'

/** Somebody, and what lies outside them that they are let in by. */
export interface Standing {
  person: Person
  /** Until when their organisation is accredited; null: it is not. */
  organisationUntil: Date | null
  /** Whether their authority is live: its practitioners are let in then, and those who prepare it before. */
  isAuthorityLive: boolean
}

/** Something that must be so, and until when it is; null: it is not. */
export interface Condition {
  name: PreconditionName
  until: Date | null
}

/** What is so without an end ends here: the last instant there is. */
export const FOREVER = new Date(8.64e15)

const OF_OFFICERS: readonly Role[] = ['shield-officer']
/** Whose accounts wait until their authority is live (S02, S23). */
const WAIT_FOR_AUTHORITY: readonly Role[] = ['practitioner']

/** Everything that must be so for somebody of this role, in the order in which it usually comes (S10, S24, S09, S02). */
export function conditionsOf({ person, organisationUntil, isAuthorityLive }: Standing): Condition[] {
  const { role, preconditions, suspendedBy = [] } = person
  const conditions: { name: PreconditionName; until: Date | null | undefined }[] = [
    { name: 'identity-check', until: preconditions.identityCheck },
    { name: 'enhanced-disclosure', until: preconditions.enhancedDisclosure },
    { name: 'training', until: preconditions.training },
    ...(OF_OFFICERS.includes(role)
      ? [{ name: 'officer-vetting' as const, until: preconditions.officerVetting ?? null }]
      : []),
    { name: 'organisation', until: organisationUntil },
    { name: 'approval', until: whenever(Boolean(person.approvedBy)) },
    { name: 'agreement', until: agreedUntil(person.agreement) },
    { name: 'attestation', until: person.attestedUntil },
    ...(WAIT_FOR_AUTHORITY.includes(role) ? [{ name: 'authority' as const, until: whenever(isAuthorityLive) }] : []),
    { name: 'not-suspended', until: whenever(suspendedBy.length === 0) },
    { name: 'open-account', until: whenever(person.closedAt === null) },
  ]
  // Of an account that an older version has written something may be left out: that is not so, either.
  return conditions.map(({ name, until }) => ({ name, until: until ?? null }))
}

/**
 * Until when somebody may use the directory: the first that lapses (I7).
 *
 * @returns null when anything is missing or has lapsed: deny by default
 */
export function eligibleUntil(standing: Standing, now: Date): Date | null {
  const dates = conditionsOf(standing).map(({ until }) => until)
  if (dates.some((date) => date === null || date <= now)) return null
  return new Date(Math.min(...dates.map((date) => date!.getTime())))
}

/**
 * Until when it holds that somebody has signed the agreement: without an end in the version that is in force; in any other as long as its days
 * of grace are not over, or those that follow the signature, as copies of two versions run side by side.
 */
export function agreedUntil(
  signed: Signed | null | undefined,
  { version, inForceFrom, graceDays }: { version: string; inForceFrom: string; graceDays: number } = AGREEMENT,
): Date | null {
  if (!signed) return null
  if (signed.version === version) return FOREVER
  const from = new Date(inForceFrom)
  return daysAfter(signed.at > from ? signed.at : from, graceDays)
}

function whenever(isSo: boolean): Date | null {
  return isSo ? FOREVER : null
}
