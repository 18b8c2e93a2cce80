import type { Caller } from '@contactpoint/bus'
import {
  NATIONAL_DESK,
  ORGANISATION_EVIDENCE,
  type AccreditOrganisation,
  type MemberOrganisation,
} from '@contactpoint/contracts'
import type { StoredOrganisation } from './organisations.schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** For how long an organisation is accredited at the most, in days. */
const LONGEST_ACCREDITATION_DAYS = 731

/** Whether an accreditor decides about organisations of an authority: of their own; the national desk's, about those that work in all, and all others. */
export function decidesAbout({ authority }: Pick<Caller, 'authority'>, of: string): boolean {
  return authority === of || authority === NATIONAL_DESK
}

/** @returns which field of an accreditation stands against it; null: none */
export function unfit(ask: Pick<AccreditOrganisation, 'until' | 'evidence' | 'disciplinaryProcedure'>, now: Date) {
  if (!ask.disciplinaryProcedure) return { field: 'disciplinaryProcedure', rule: 'mustWork' }
  if (ORGANISATION_EVIDENCE.some((one) => !ask.evidence.includes(one))) return { field: 'evidence', rule: 'isAllOfIt' }
  const days = (Date.parse(ask.until) - now.getTime()) / DAY_MS
  return days > 0 && days <= LONGEST_ACCREDITATION_DAYS ? null : { field: 'until', rule: 'isWithinTwoYears' }
}

export function toOrganisation(stored: StoredOrganisation): MemberOrganisation {
  const { _id: organisationId, name, sector, authority, accreditedUntil, contactConfirmedAt } = stored
  return {
    ...{ organisationId, name, sector, authority },
    accreditedUntil: accreditedUntil?.toISOString() ?? null,
    contactConfirmedAt: contactConfirmedAt.toISOString(),
  }
}
