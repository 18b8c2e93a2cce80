import { csvLine } from './csv-line.ts'
import type { ListedService } from './service-lists.ts'

export const AUTHORITY_HEADER =
  'extractDate,serial,authority,reference,givenName,middleNames,familyName,dateOfBirth,sex,postcode,' +
  'service,organisation,personName,phone,email,startDate,endDate,lead\n'

/** The identifier of a row in its source. */
export function authorityRecordId({ authority, reference }: ListedService): string {
  return `${authority}-${reference}`
}

/** @param date of the extract */
export function authorityRow(listed: ListedService, date: string): string {
  const { child } = listed
  return csvLine([
    ...[date, '001', listed.authority, listed.reference],
    ...[child.givenName, listed.middleNames.join(' '), child.familyName, child.dateOfBirth, child.sex ?? 'U'],
    ...[child.address!.postcode, listed.service, listed.authority],
    ...[listed.personName ?? '', listed.phone, listed.email],
    ...[listed.startDate, listed.endDate ?? '', listed.isLead ? 'yes' : 'no'],
  ])
}
