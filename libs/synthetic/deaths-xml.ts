import { escapeXml } from './census-xml.ts'
import type { DeathEntry } from './death-entries.ts'

const SEX = { M: '1', F: '2' } as const

/** What stands before the first registration. */
export const DEATHS_HEADER = `<?xml version="1.0" encoding="UTF-8"?>
<DeathRegistrationGroup xmlns="http://www.ons.gov.uk/gro/OGDDeathExtractDWP" xmlns:ns1="http://www.govtalk.gov.uk/people/PersonDescriptives" xmlns:ns3="http://www.ons.gov.uk/gro/people/GROAddressDescriptives" xmlns:ns4="http://www.ons.gov.uk/gro/people/GROPersonDescriptives">
`

/** What stands after the last of so many registrations. */
export function deathsFooter(registrations: number): string {
  return `  <RecordCount>${registrations}</RecordCount>\n</DeathRegistrationGroup>\n`
}

/** One registration, one element a line. The time is the day's, not the clock's: equal children give equal bytes. */
export function deathXml(entry: DeathEntry): string {
  const { id, givenNames, familyName, sex, dateOfBirth, dateOfDeath, registered, address } = entry
  const lines = [
    element('RegistrationID', id),
    element('RecordLockedDateTime', `${registered}T09:00:00`),
    '<DeceasedName>',
    ...givenNames.map((name) => `  ${element('ns4:PersonGivenName', name)}`),
    `  ${element('ns4:PersonFamilyName', familyName)}`,
    '</DeceasedName>',
    element('DeceasedGender', sex ? SEX[sex] : '9'),
    `<DeceasedDeathDate>${element('ns1:PersonDeathDate', dateOfDeath)}</DeceasedDeathDate>`,
    `<DeceasedBirthDate>${element('ns1:PersonBirthDate', dateOfBirth)}</DeceasedBirthDate>`,
    '<DeceasedAddress>',
    ...address.lines.map((line) => `  ${element('ns3:Line', line)}`),
    `  ${element('ns3:Postcode', address.postcode)}`,
    '</DeceasedAddress>',
  ]
  return `  <DeathRegistration>\n${lines.map((line) => `    ${line}\n`).join('')}  </DeathRegistration>\n`
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}
