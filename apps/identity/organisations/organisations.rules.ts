import {
  LONGEST_ACCREDITATION_DAYS,
  ORGANISATION_EVIDENCE,
  type AccreditOrganisation,
  type MemberOrganisation,
} from '@contactpoint/contracts'
import { isWithinDays } from '../people/term.rules.ts'
import type { StoredOrganisation } from './organisations.schema.ts'

/** @returns which field of an accreditation stands against it; null: none */
export function unfit(ask: Pick<AccreditOrganisation, 'until' | 'evidence' | 'disciplinaryProcedure'>, now: Date) {
  if (!ask.disciplinaryProcedure) return { field: 'disciplinaryProcedure', rule: 'mustWork' }
  if (ORGANISATION_EVIDENCE.some((one) => !ask.evidence.includes(one))) return { field: 'evidence', rule: 'isAllOfIt' }
  return isWithinDays(new Date(ask.until), LONGEST_ACCREDITATION_DAYS, now)
    ? null
    : { field: 'until', rule: 'isWithinTwoYears' }
}

export function toOrganisation(stored: StoredOrganisation): MemberOrganisation {
  const { _id: organisationId, name, sector, authority, accreditedUntil, contactConfirmedAt } = stored
  return {
    ...{ organisationId, name, sector, authority },
    accreditedUntil: accreditedUntil?.toISOString() ?? null,
    contactConfirmedAt: contactConfirmedAt.toISOString(),
  }
}
