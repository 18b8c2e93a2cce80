import type { BenefitClaim } from './benefit-claims.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import { csvLine } from './csv-line.ts'

/** Days before the census on which the claims were as they are told: what changes takes weeks to be reported. */
const LAG = 28

export const BENEFIT_HEADER =
  'extractDate,serial,childRef,claim,givenName,middleNames,familyName,dateOfBirth,sex,' +
  'addressLine1,addressLine2,addressLine3,addressLine4,postcode,' +
  'claimantGivenName,claimantFamilyName,relationship,telephone\n'

/** Before the census of that day. */
export function extractDate(referenceDate: string): string {
  return toIsoDate(toDay(referenceDate) - LAG)
}

/** @param date of the extract */
export function benefitRow(claim: BenefitClaim, date: string): string {
  const { address, claimant } = claim
  const cells = [
    ...[date, '001', claim.childRef, 'open'],
    ...[claim.givenName, claim.middleNames.join(' '), claim.familyName, claim.dateOfBirth, claim.sex],
    ...[...Array.from({ length: 4 }, (_, i) => address.lines[i] ?? ''), address.postcode],
    ...[claimant.givenName, claimant.familyName, claimant.relationship, claimant.telephone ?? ''],
  ]
  return csvLine(cells)
}
