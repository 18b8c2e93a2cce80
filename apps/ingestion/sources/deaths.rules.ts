import type { DiedRecord, Gender, IncomingRecord, MovedRecord } from '@contactpoint/contracts'
import { FileFault, type XmlElement } from '@contactpoint/feed-formats'
import { isIsoDate } from '@contactpoint/text'
import { RowFault, type FieldReader, type RowOutcome } from './feed.rules.ts'
import {
  addressLines,
  childsBirthDate,
  matching,
  pastDay,
  personName,
  postcode,
  printable,
  refuse,
} from './field-readers.rules.ts'
import { Fields, type FieldLayout, type XmlTranslator } from './xml-feed.rules.ts'

/**
 * What the register holds of a death and the directory must not (S34, I6): a row that carries one is refused, so that the sender learns
 * to leave it out. Names of the register's own entries, and of Life Event Verification.
 */
export const NEVER_KEPT: ReadonlySet<string> = new Set(
  (
    'CauseOfDeath DeceasedCauseOfDeath PlaceOfDeath DeceasedDeathPlace DeathPlace AgeAtDeath CertifiedBy ' +
    'DeceasedOccupation Occupation Retired MaritalStatus DeceasedMaritalStatus RelationshipToPartner Partner Spouse ' +
    'DeceasedBirthPlace Birthplace Mother Father Informant InformantName InformantAddress Qualification ' +
    'Coroner CoronerName InquestDate Registrar RegistrarName Signature MarginalNote Notes Comments'
  ).split(' '),
)

const layout = (most: Record<string, number>): FieldLayout => ({ most, neverKept: NEVER_KEPT })
const once = (...names: string[]): Record<string, number> => Object.fromEntries(names.map((name) => [name, 1]))

const DEATH = layout({
  ...once('RegistrationID', 'RecordLockedDateTime', 'RecordUpdateDateTime', 'RecordUpdateReason'),
  ...once('DeceasedName', 'DeceasedGender', 'DeceasedDeathDate', 'DeceasedBirthDate', 'DeceasedAddress'),
  ...once('PartialMonthOfDeath', 'PartialYearOfDeath', 'QualifierText', 'FreeFormatDeathDate'),
  ...once('PartialMonthOfBirth', 'PartialYearOfBirth', 'FreeFormatBirthDate'),
  ...{ DeceasedAliasName: 20, DeceasedAliasNameType: 20, DeceasedMaidenName: 20 },
})
const NAME = layout({
  ...once('ns4:PersonNameTitle', 'ns4:PersonFamilyName', 'ns4:PersonNameSuffix'),
  'ns4:PersonGivenName': 10,
})
const DEATH_DATE = layout(once('ns1:PersonDeathDate', 'ns1:VerificationLevel'))
const BIRTH_DATE = layout(once('ns1:PersonBirthDate', 'ns1:VerificationLevel'))
const ADDRESS = layout({ ...once('ns3:Flat', 'ns3:Building', 'ns3:Postcode'), 'ns3:Line': 8 })

const GENDER_OF_CODE: Readonly<Record<string, Gender>> = {
  ...{ '0': 'unspecified', '1': 'male', '2': 'female', '9': 'unspecified' },
}
/** As registers write a child who was given no name. */
const UNNAMED = ['Baby']
/** Why an entry is sent again: this one is of nobody who has died. */
const CANCELLED = '4'

/** The feed of deaths. Layout, refusal codes and version rule: `docs/feeds/deaths.md`. */
export const deaths = {
  source: 'deaths',
  rowElement: 'DeathRegistrationGroup/DeathRegistration',
  footerElement: 'DeathRegistrationGroup/RecordCount',
  namespaces: {
    'http://www.ons.gov.uk/gro/OGDDeathExtractDWP': '',
    'http://www.govtalk.gov.uk/people/PersonDescriptives': 'ns1',
    'http://www.govtalk.gov.uk/people/AddressAndPersonalDetails': 'ns2',
    'http://www.ons.gov.uk/gro/people/GROAddressDescriptives': 'ns3',
    'http://www.ons.gov.uk/gro/people/GROPersonDescriptives': 'ns4',
  },
  checkFooter(tree: XmlElement, rows: number): void {
    const count = tree.children.length > 0 ? '' : tree.text.trim()
    if (!/^\d{1,9}$/.test(count) || Number(count) !== rows) throw new FileFault('count-differs', tree.line)
  },
  /** A refusal names nobody: who it is about may be no child. */
  readRow(tree: XmlElement, _header: unknown, line: number, today: string): RowOutcome {
    try {
      return { record: recordOf(tree, today) }
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault
      return { refusal: { line, recordId: null, field: fault.field, code: fault.code } }
    }
  },
} satisfies XmlTranslator

function recordOf(tree: XmlElement, today: string): IncomingRecord {
  const death = new Fields(tree, '', DEATH)
  const dateOfBirth = birthDateOf(death, today)
  const located = locatedOf(death, today)
  const reason = death.optional('RecordUpdateReason', matching(/^[1-5]$/))
  if (reason === CANCELLED) return cancelledOf(located)
  const name = partOf(death, 'DeceasedName', NAME) ?? refuse('DeceasedName', 'missing-field')
  for (const alias of death.elements('DeceasedAliasName')) new Fields(alias, 'DeceasedAliasName', NAME)
  const given = name.all('ns4:PersonGivenName', personNameOfLines)
  return {
    kind: 'died',
    ...located,
    name: {
      given: given.length > 0 ? given : UNNAMED,
      family: name.one('ns4:PersonFamilyName', personNameOfLines),
    },
    formerFamilyNames: [],
    dateOfBirth,
    gender: death.one('DeceasedGender', genderOfCode),
    address: addressOf(death),
    ...{ identifiers: [], carers: [], education: null, gpPracticeCode: null },
    dateOfDeath: deathDateOf(death, dateOfBirth, today),
  }
}

type Located = Pick<DiedRecord, 'recordId' | 'version' | 'asOf'>

/** An entry is sent when it is made, and again with each change of it: by when, the later one is known. */
function locatedOf(death: Fields, today: string): Located {
  const changed = death.optional('RecordUpdateDateTime', pastMoment(today))
  const version = changed ?? death.one('RecordLockedDateTime', pastMoment(today))
  return { recordId: death.one('RegistrationID', matching(/^\d{1,15}$/)), version, asOf: version.slice(0, 10) }
}

/** What the entry said of a death is taken back; of nobody else is anything said. */
function cancelledOf(located: Located): MovedRecord {
  const nothing = { address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null }
  return { kind: 'moved', ...located, ...nothing, ended: ['dateOfDeath'] }
}

/** Before anything else is read: of an adult nothing is. */
function birthDateOf(death: Fields, today: string): string {
  refusePartial(death, ['PartialYearOfBirth', 'PartialMonthOfBirth', 'FreeFormatBirthDate'])
  const date = partOf(death, 'DeceasedBirthDate', BIRTH_DATE) ?? refuse('DeceasedBirthDate', 'missing-field')
  return date.one('ns1:PersonBirthDate', childsBirthDate(today))
}

function deathDateOf(death: Fields, dateOfBirth: string, today: string): string {
  refusePartial(death, ['PartialYearOfDeath', 'PartialMonthOfDeath', 'FreeFormatDeathDate', 'QualifierText'])
  const date = partOf(death, 'DeceasedDeathDate', DEATH_DATE) ?? refuse('DeceasedDeathDate', 'missing-field')
  return date.one('ns1:PersonDeathDate', (text, field) => {
    const day = pastDay(today)(text, field)
    return day < dateOfBirth ? refuse(field, 'before-birth') : day
  })
}

/** A year, a month, or words: no day. */
function refusePartial(death: Fields, names: string[]): void {
  for (const name of names) death.optional(name, (_text, field) => refuse(field, 'partial-date'))
}

/** None without a postcode. */
function addressOf(death: Fields): DiedRecord['address'] {
  const address = partOf(death, 'DeceasedAddress', ADDRESS)
  const code = address?.optional('ns3:Postcode', postcode) ?? null
  if (!address || code === null) return null
  const [flat, building, lines] = ['ns3:Flat', 'ns3:Building', 'ns3:Line'].map((name) => address.all(name, printable))
  const all = addressLines([...flat!, ...building!, ...lines!], 'DeceasedAddress')
  return all.length === 0 ? null : { lines: all, postcode: code }
}

function partOf(death: Fields, name: string, fields: FieldLayout): Fields | null {
  const [element] = death.elements(name)
  return element ? new Fields(element, name, fields) : null
}

/** A name may go on in another line of the file. */
const personNameOfLines: FieldReader<string> = (text, field) => personName(text.replaceAll(/\s+/g, ' '), field)

const genderOfCode: FieldReader<Gender> = (text, field) =>
  Object.hasOwn(GENDER_OF_CODE, text) ? GENDER_OF_CODE[text]! : refuse(field, 'not-in-list')

/** `2022-03-01T12:09:33`, whatever fraction of the second stands behind it. */
const pastMoment =
  (today: string): FieldReader<string> =>
  (text, field) => {
    const [, day, time] = /^(\d{4}-\d\d-\d\d)(T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,9})?$/.exec(text) ?? []
    if (!isIsoDate(day)) return refuse(field, 'not-a-date')
    return day > today ? refuse(field, 'in-the-future') : `${day}${time!}`
  }
