import type { PresentRecord } from '@contactpoint/contracts'
import { FileFault, type XmlElement } from '@contactpoint/feed-formats'
import { isUpn } from '@contactpoint/matching'
import { RowFault, type FeedHeader, type FieldReader, type RowOutcome } from './feed.rules.ts'
import {
  addressLine,
  birthDate,
  day,
  genderOfSex,
  matching,
  middleNames,
  pastDay,
  personName,
  postcode,
  printable,
  recordId,
  refuse,
  relationship,
  telephone,
  usableRecordId,
} from './field-readers.rules.ts'
import { Fields, type FieldLayout, type XmlTranslator } from './xml-feed.rules.ts'

/**
 * What schools' systems hold of a pupil and the directory must not (S34, I6): a row that carries one is refused, so
 * that the sender learns to leave it out. Public field names of the school census and of Get Information About Pupils.
 */
export const NEVER_KEPT: ReadonlySet<string> = new Set(
  (
    'Ethnicity EthnicSource Language FirstLanguage Proficiency Religion Nationality CountryOfBirth ' +
    'FSMeligible FSMEligible FSMstartDate FSMendDate FSMreviewDate PupilPremium Deprivation IDACI_S IDACI_R ' +
    'ServiceChild ' +
    'SENprovision SENtype SENtypes PrimarySENtype SecondarySENtype SENunit SpecialEducationalNeeds Disability ' +
    'Attendance TermlyAttendance SessionsPossible SessionsAuthorised SessionsUnauthorised AbsenceReason ' +
    'Exclusion Exclusions ExclusionReason ExclusionCategory Suspension SuspensionReason ' +
    'LookedAfterChild PostLookedAfterArrangements Adopted YoungCarer ChildProtectionPlan ' +
    'Medical MedicalCondition StageAssessments HoursAtSetting FundedHours Notes Comments'
  ).split(' '),
)

const layout = (most: Record<string, number>): FieldLayout => ({ most, neverKept: NEVER_KEPT })
const once = (...names: string[]): Record<string, number> => Object.fromEntries(names.map((name) => [name, 1]))

const HEADER = layout(once('CollectionDetails', 'Source'))
const COLLECTION = layout(once('Collection', 'Year', 'Term', 'ReferenceDate'))
const SOURCE = layout(once('SoftwareCode', 'Release', 'SerialNo', 'DateTime'))
const PUPIL = layout({
  ...once('PupilMatchingRef', 'UPN', 'Surname', 'Forename', 'MiddleNames', 'FormerSurname', 'Sex', 'DOB', 'URN'),
  ...once('EntryDate', 'HomeAddress', 'Contacts'),
})
const ADDRESS = layout({ AddressLine: 4, Postcode: 1 })
const CONTACTS = layout({ Contact: 8 })
const CONTACT = layout(once('Surname', 'Forename', 'Relationship', 'Telephone'))

/** The school census feed. Layout, refusal codes and version rule: `docs/feeds/school-census.md`. */
export const schoolCensus = {
  source: 'school-census',
  rowElement: 'Message/Pupils/Pupil',
  headerElement: 'Message/Header',
  readHeader(tree: XmlElement, today: string): FeedHeader {
    try {
      return headerOf(tree, today)
    } catch (fault) {
      if (fault instanceof RowFault) throw new FileFault('header-not-valid', tree.line)
      throw fault
    }
  },
  readRow(tree: XmlElement, header: FeedHeader, line: number, today: string): RowOutcome<PresentRecord> {
    try {
      return { record: recordOf(tree, header, today) }
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault
      return { refusal: { line, recordId: recordIdIn(tree), field: fault.field, code: fault.code } }
    }
  },
} satisfies XmlTranslator

/** The date first, so that a later census outranks every delivery of an earlier one; both parts are of fixed width. */
function headerOf(tree: XmlElement, today: string): FeedHeader {
  const header = new Fields(tree, '', HEADER)
  const collection = new Fields(part(header, 'CollectionDetails'), 'CollectionDetails', COLLECTION)
  const source = new Fields(part(header, 'Source'), 'Source', SOURCE)
  collection.one('Collection', matching(/^SchoolCensus$/))
  collection.one('Year', matching(/^20\d\d$/))
  collection.one('Term', matching(/^(AUT|SPR|SUM)$/))
  source.one('SoftwareCode', printable)
  source.one('Release', printable)
  source.one('DateTime', matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/))
  const asOf = collection.one('ReferenceDate', pastDay(today))
  return { version: `${asOf}.${source.one('SerialNo', matching(/^\d{3}$/))}`, asOf }
}

function recordOf(tree: XmlElement, { version, asOf }: FeedHeader, today: string): PresentRecord {
  const pupil = new Fields(tree, '', PUPIL)
  const pupilRef = pupil.one('PupilMatchingRef', recordId)
  const upn = pupil.optional('UPN', upnOf)
  const formerSurname = pupil.optional('FormerSurname', personName)
  const dateOfBirth = pupil.one('DOB', birthDate(today))
  return {
    kind: 'present',
    recordId: pupilRef,
    version,
    asOf,
    name: { given: givenNames(pupil), family: pupil.one('Surname', personName) },
    formerFamilyNames: formerSurname === null ? [] : [formerSurname],
    dateOfBirth,
    gender: pupil.one('Sex', genderOfSex),
    address: addressOf(pupil),
    identifiers: upn === null ? [] : [{ scheme: 'upn', value: upn }],
    carers: carersOf(pupil),
    education: {
      schoolUrn: pupil.one('URN', matching(/^\d{6}$/)),
      startDate: pupil.optional('EntryDate', entryDate(dateOfBirth)),
    },
    gpPracticeCode: null,
  }
}

function givenNames(pupil: Fields): string[] {
  return [pupil.one('Forename', personName), ...(pupil.optional('MiddleNames', middleNames) ?? [])]
}

function addressOf(pupil: Fields): PresentRecord['address'] {
  const [element] = pupil.elements('HomeAddress')
  if (!element) return null
  const address = new Fields(element, 'HomeAddress', ADDRESS)
  const lines = address.all('AddressLine', addressLine)
  if (lines.length === 0) throw new RowFault(address.field('AddressLine'), 'missing-field')
  return { lines, postcode: address.one('Postcode', postcode) }
}

function carersOf(pupil: Fields): PresentRecord['carers'] {
  const [element] = pupil.elements('Contacts')
  if (!element) return []
  return new Fields(element, 'Contacts', CONTACTS).elements('Contact').map((one) => {
    const contact = new Fields(one, 'Contacts/Contact', CONTACT)
    return {
      name: { given: [contact.one('Forename', personName)], family: contact.one('Surname', personName) },
      relationship: contact.one('Relationship', relationship),
      phone: contact.optional('Telephone', telephone),
    }
  })
}

function part(fields: Fields, name: string): XmlElement {
  const [element] = fields.elements(name)
  if (!element) throw new RowFault(fields.field(name), 'missing-field')
  return element
}

/** What may be repeated to the sender of it: the only one there is, and of the right form. */
function recordIdIn(tree: XmlElement): string | null {
  const [element, ...more] = tree.children.filter((child) => child.name === 'PupilMatchingRef')
  if (!element || more.length > 0 || element.children.length > 0) return null
  return usableRecordId(element.text.trim())
}

/** May lie ahead of today: a census names pupils who are expected. */
const entryDate =
  (dateOfBirth: string): FieldReader<string> =>
  (text, field) => {
    const date = day(text, field)
    return date < dateOfBirth ? refuse(field, 'before-birth') : date
  }

const upnOf: FieldReader<string> = (text, field) => {
  if (!/^[A-Z]\d{11}[\dA-Z]$/.test(text)) return refuse(field, 'format')
  return isUpn(text) ? text : refuse(field, 'check-letter')
}
