import type { Registration, SyntheticChild } from './child.ts'
import type { SyntheticCarer } from './child.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text that is safe between two tags. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!)
}

/** Everything before the first pupil. The time is the census day's, not the clock's: equal seeds give equal bytes. */
export function censusHeader(referenceDate: string): string {
  const { year, term } = collection(referenceDate)
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>SchoolCensus</Collection><Year>${year}</Year><Term>${term}</Term><ReferenceDate>${referenceDate}</ReferenceDate></CollectionDetails>
    <Source><SoftwareCode>ContactPoint Synthetic</SoftwareCode><Release>1.0</Release><SerialNo>001</SerialNo><DateTime>${referenceDate}T09:00:00</DateTime></Source>
  </Header>
  <Pupils>
`
}

export const CENSUS_FOOTER = `  </Pupils>
</Message>
`

/** There are three collections a year: autumn (AUT), spring (SPR) and summer (SUM). */
export function collection(referenceDate: string): { year: string; term: 'AUT' | 'SPR' | 'SUM' } {
  const month = Number(referenceDate.slice(5, 7))
  return { year: referenceDate.slice(0, 4), term: month >= 9 ? 'AUT' : month <= 4 ? 'SPR' : 'SUM' }
}

/** One pupil, one element a line: line numbers are what a supplier is told when a row is refused. */
export function pupilXml(child: SyntheticChild, registration: Registration): string {
  const lines = [
    element('PupilMatchingRef', registration.pupilMatchingRef),
    element('UPN', child.upn),
    element('Surname', child.familyName),
    element('Forename', child.givenName),
    element('MiddleNames', child.middleNames.join(' ')),
    element('FormerSurname', child.formerSurname),
    element('Sex', child.sex ?? 'U'),
    element('DOB', child.dateOfBirth),
    element('URN', registration.schoolUrn),
    element('EntryDate', registration.entryDate),
    ...block('HomeAddress', addressLines(child)),
    ...block('Contacts', child.carers.map(contact)),
  ]
  const present = lines.filter((line) => line !== '').map((line) => `      ${line}\n`)
  return `    <Pupil>\n${present.join('')}    </Pupil>\n`
}

function addressLines({ address }: SyntheticChild): string[] {
  if (!address) return []
  return [...address.lines.map((line) => element('AddressLine', line)), element('Postcode', address.postcode)]
}

function contact({ familyName, givenName, relationship, telephone }: SyntheticCarer): string {
  const parts = [
    element('Surname', familyName),
    element('Forename', givenName),
    element('Relationship', relationship),
    element('Telephone', telephone),
  ]
  return `<Contact>${parts.join('')}</Contact>`
}

function block(name: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`<${name}>`, ...lines.map((line) => `  ${line}`), `</${name}>`]
}

function element(name: string, text: string | undefined): string {
  return text ? `<${name}>${escapeXml(text)}</${name}>` : ''
}
