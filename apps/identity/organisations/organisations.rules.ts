import type { Caller } from '@contactpoint/bus'
import {
  CONTACT_FRESH_DAYS,
  LONGEST_ACCREDITATION_DAYS,
  ORGANISATION_EVIDENCE,
  type AccreditOrganisation,
  type MemberOrganisation,
} from '@contactpoint/contracts'
import { isInReach } from '../people/reach.rules.ts'
import { daysAfter, isWithinDays } from '../people/term.rules.ts'
import type { StoredOrganisation } from './organisations.schema.ts'

/** @returns which field of an accreditation stands against it; null: none */
export function unfit(ask: Pick<AccreditOrganisation, 'until' | 'evidence' | 'disciplinaryProcedure'>, now: Date) {
  if (!ask.disciplinaryProcedure) return { field: 'disciplinaryProcedure', rule: 'mustWork' }
  if (ORGANISATION_EVIDENCE.some((one) => !ask.evidence.includes(one))) return { field: 'evidence', rule: 'isAllOfIt' }
  return isWithinDays(new Date(ask.until), LONGEST_ACCREDITATION_DAYS, now)
    ? null
    : { field: 'until', rule: 'isWithinTwoYears' }
}

/** Whether the caller may say how an organisation is reached: who decides about it, and who manages its accounts (S09). */
export function mayConfirm(
  caller: Pick<Caller, 'role' | 'authority' | 'organisation'>,
  { authority, name }: Pick<StoredOrganisation, 'authority' | 'name'>,
): boolean {
  if (caller.role === 'account-manager') return authority === caller.authority && name === caller.organisation
  return caller.role === 'accreditor' && isInReach(authority, caller)
}

/** Whether it is time to say again how an organisation is reached. */
export function isContactOld({ contactConfirmedAt }: Pick<StoredOrganisation, 'contactConfirmedAt'>, now: Date) {
  return daysAfter(contactConfirmedAt, CONTACT_FRESH_DAYS) < now
}

/** @param caller is told how it is reached when that is for them to confirm */
export function toOrganisation(
  stored: StoredOrganisation,
  caller: Pick<Caller, 'role' | 'authority' | 'organisation'>,
  now: Date,
): MemberOrganisation {
  const { _id: organisationId, name, sector, authority, accreditedUntil, contactConfirmedAt } = stored
  return {
    ...{ organisationId, name, sector, authority },
    accreditedUntil: accreditedUntil?.toISOString() ?? null,
    contactConfirmedAt: contactConfirmedAt.toISOString(),
    isContactOld: isContactOld(stored, now),
    ...(mayConfirm(caller, stored) && { phone: stored.phone, email: stored.email }),
  }
}
