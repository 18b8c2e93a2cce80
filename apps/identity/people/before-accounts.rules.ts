import { ATTESTATION_DAYS, type AccountNeed } from '@contactpoint/contracts'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'
import type { StoredOrganisation } from '../organisations/organisations.schema.ts'
import type { Person } from './people.schema.ts'
import { daysAfter } from './term.rules.ts'

/** Until then an accreditor must have looked at the organisations that were there. */
const VOUCHED_DAYS = 366
/** Who vouches for what was there before: whoever set the directory up. */
const OPERATOR = 'operator'
/** The agreement that was signed on paper. */
const ON_PAPER = 'before-accounts'
const NEED: AccountNeed = 'works-with-children'

/** An organisation that had people before organisations were accredited. */
export function vouchedOrganisation(
  _id: string,
  { organisation, authority }: Pick<Person, 'organisation' | 'authority'>,
  now: Date,
): StoredOrganisation {
  const accreditedUntil = daysAfter(now, VOUCHED_DAYS)
  return {
    ...{ _id, name: organisation, authority, sector: 'social-care', phone: null, email: null },
    ...{ contactConfirmedAt: now, accreditedUntil, accreditations: [], createdBy: OPERATOR, createdAt: now },
  }
}

/** An authority that had people before authorities went live one by one. */
export function liveAuthority(now: Date): Omit<StoredAuthority, '_id'> {
  return { wave: 1, attestations: [], liveSince: now, suspendedSince: null }
}

/** What an account of before has: it goes on as it was, until a manager must say that it is needed. */
export function vouchedAccount(organisationId: string, now: Date) {
  const attestedUntil = daysAfter(now, ATTESTATION_DAYS)
  const agreement = { version: ON_PAPER, at: now }
  return {
    organisationId,
    need: NEED,
    createdBy: OPERATOR,
    approvedBy: OPERATOR,
    agreement,
    attestedUntil,
    closedAt: null,
  }
}
