import type { PresentRecord } from '@contactpoint/contracts'

/** One pupil of a school census file; see docs/feeds/school-census.md. */
export interface Pupil {
  ref: string
  upn: string | null
  surname: string
  forename: string
  middleNames: string | null
  formerSurname: string | null
  sex: 'F' | 'M' | 'U'
  dob: string
  urn: string
  entryDate: string | null
  address: { lines: string[]; postcode: string } | null
  contacts: { surname: string; forename: string; relationship: string; phone: string | null }[]
}

let made = 0

/** Pupils are counted from here: specs that share a stack must not make the same ones. */
export function startPupilsAt(count: number): void {
  made = count
}

/** A pupil like nobody else: fills in everything the test is not about. */
export function aPupil(given: Partial<Pupil> = {}): Pupil {
  made += 1
  const letters = wordOf(made)
  return {
    ref: `T${String(made).padStart(9, '0')}`,
    upn: null,
    surname: `${capital(letters)}ton`,
    forename: `${capital([...letters].reverse().join(''))}a`,
    middleNames: null,
    formerSurname: null,
    sex: 'F',
    dob: dayOf(made),
    urn: '100000',
    entryDate: '2024-09-03',
    address: { lines: [`${made} High Street`], postcode: 'LS1 4AP' },
    contacts: [
      {
        surname: `Carer${letters}`,
        forename: 'Mary',
        relationship: 'mother',
        phone: `077009${String(made).padStart(5, '0')}`,
      },
    ],
    ...given,
  }
}

/** What a feed's translator makes of a row about nobody else: fills in everything the test is not about. */
export function aRecord(given: Partial<PresentRecord> = {}): PresentRecord {
  const { ref, forename, surname, dob, urn, entryDate, address, contacts } = aPupil()
  return {
    kind: 'present',
    recordId: ref,
    version: '1',
    asOf: '2026-10-01',
    name: { given: [forename], family: surname },
    formerFamilyNames: [],
    dateOfBirth: dob,
    gender: 'female',
    address,
    identifiers: [],
    carers: contacts.map(({ forename: first, surname: family, phone }) => {
      return { name: { given: [first], family }, relationship: 'mother', phone }
    }),
    education: { schoolUrn: urn, startDate: entryDate },
    gpPracticeCode: null,
    ...given,
  }
}

/** Postcode areas far from each other. */
const AREAS = ['M', 'LS', 'B', 'TR', 'NE', 'CB', 'EX', 'BN', 'PE', 'DN', 'HU', 'IP', 'KT', 'LA', 'ME', 'NR', 'OX', 'PL']
let homes = 0

/** Where nobody else lives, nor anywhere near, with nobody else's carers. */
export function anotherHome(): Pick<PresentRecord, 'address' | 'carers'> {
  homes += 1
  const district = 1 + (Math.floor(homes / AREAS.length) % 89)
  const postcode = `${AREAS[homes % AREAS.length]}${district} ${1 + (homes % 9)}AA`
  return { address: { lines: ['1 High Street'], postcode }, carers: aRecord().carers }
}

/** A school census file with these pupils. `serial` makes a later delivery of the same census. */
export function aCensus(pupils: Pupil[], { referenceDate = '2026-10-01', serial = '001' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>SchoolCensus</Collection><Year>2026</Year><Term>AUT</Term><ReferenceDate>${referenceDate}</ReferenceDate></CollectionDetails>
    <Source><SoftwareCode>Test</SoftwareCode><Release>1.0</Release><SerialNo>${serial}</SerialNo><DateTime>2026-10-01T09:00:00</DateTime></Source>
  </Header>
  <Pupils>
${pupils.map(toXml).join('\n')}
  </Pupils>
</Message>
`
}

function toXml(pupil: Pupil): string {
  const { address } = pupil
  return [
    '    <Pupil>',
    element('PupilMatchingRef', pupil.ref),
    element('UPN', pupil.upn),
    element('Surname', pupil.surname),
    element('Forename', pupil.forename),
    element('MiddleNames', pupil.middleNames),
    element('FormerSurname', pupil.formerSurname),
    element('Sex', pupil.sex),
    element('DOB', pupil.dob),
    element('URN', pupil.urn),
    element('EntryDate', pupil.entryDate),
    address &&
      `      <HomeAddress>${address.lines.map((line) => tag('AddressLine', line)).join('')}${tag('Postcode', address.postcode)}</HomeAddress>`,
    `      <Contacts>${pupil.contacts.map(contact).join('')}</Contacts>`,
    '    </Pupil>',
  ]
    .filter(Boolean)
    .join('\n')
}

function contact({ surname, forename, relationship, phone }: Pupil['contacts'][number]): string {
  const phoneTag = phone === null ? '' : tag('Telephone', phone)
  return `<Contact>${tag('Surname', surname)}${tag('Forename', forename)}${tag('Relationship', relationship)}${phoneTag}</Contact>`
}

function element(name: string, text: string | null): string | null {
  return text === null ? null : `      ${tag(name, text)}`
}

function tag(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<${name}>${escaped}</${name}>`
}

/** Letters only, and like no other of them: a child whose name is like another's would be near it. */
function wordOf(n: number): string {
  let rest = n * 7_919_777
  let word = ''
  while (rest > 0) {
    word += 'bcdfghklmnprstvz'[rest % 16]! + 'aeiou'[rest % 5]!
    rest = Math.floor(rest / 16)
  }
  return word
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** School age, and no two near each other for a long while: neither a digit apart nor swapped. */
function dayOf(n: number): string {
  const day = new Date(Date.UTC(2010, 0, 1) + ((n * 977) % 3650) * 24 * 60 * 60 * 1000)
  return day.toISOString().slice(0, 10)
}
