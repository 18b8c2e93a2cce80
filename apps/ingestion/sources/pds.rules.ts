import type { Gender, IncomingRecord, PresentRecord } from '@contactpoint/contracts'
import { isNhsNumber } from '@contactpoint/matching'
import type { Address, Coding, HumanName, Identifier, Meta, Patient, Period, Reference } from 'fhir/r4.js'
import type { FeedHeader, FieldReader } from './feed.rules.ts'
import {
  addressLines,
  childsBirthDate,
  day,
  matching,
  pastDay,
  personName,
  postcode,
  printable,
  refuse,
} from './field-readers.rules.ts'
import { JsonFields, type JsonLayout, type JsonTranslator } from './json-feed.rules.ts'

/** What is read of a thing of FHIR, by names that are held against the published types of R4. */
const layout = <T>(...known: (keyof T & string)[]): JsonLayout<T> => ({ known, neverKept: [] })

const HEADER: JsonLayout = { known: ['feed', 'extractDate', 'serial'], neverKept: [] }
/** Elements of UK Core's Patient as the service gives them. What is not read below is dropped: `docs/feeds/pds.md` says which. */
const PATIENT = layout<Patient>(
  ...(['resourceType', 'id', 'identifier', 'meta', 'name', 'gender', 'birthDate'] as const),
  ...(['multipleBirthInteger', 'deceasedDateTime', 'address', 'telecom', 'contact'] as const),
  ...(['generalPractitioner', 'managingOrganization', 'extension'] as const),
)
const META = layout<Meta>('versionId', 'security')
const LABEL = layout<Coding>('system', 'code', 'display')
const IDENTIFIER = layout<Identifier>('system', 'value', 'extension')
const NAME = layout<HumanName>('id', 'use', 'period', 'given', 'family', 'prefix', 'suffix')
const PERIOD = layout<Period>('start', 'end')
const ADDRESS = layout<Address>('id', 'use', 'period', 'line', 'postalCode', 'text', 'extension')
const PRACTICE = layout<Reference>('id', 'type', 'identifier')
const PRACTICE_CODE = layout<Identifier>('system', 'value', 'period')

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number'
const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code'
const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const MOST_GIVEN_NAMES = 10
/** Of an organisation that is none, nothing is kept. */
const A_PRACTICE = /^[A-Z]\d{5}$/

const GENDER_OF_CODE: Readonly<Record<NonNullable<Patient['gender']>, Gender>> = {
  ...{ female: 'female', male: 'male', other: 'unspecified', unknown: 'unspecified' },
}

/** Unrestricted; restricted and very restricted; of whom the service answers nothing. */
const LABELS = ['U', 'R', 'V', 'REDACTED'] as const
type Label = (typeof LABELS)[number]

/** The feed of the Personal Demographics Service. Layout, refusal codes and version rule: `docs/feeds/pds.md`. */
export const pds: JsonTranslator = {
  source: 'pds',
  headerOf(value, today) {
    const header = new JsonFields(value, '', HEADER)
    header.one('feed', matching(/^pds$/))
    const asOf = header.one('extractDate', pastDay(today))
    return { version: `${asOf}.${header.one('serial', matching(/^\d{3}$/))}`, asOf }
  },
  recordOf(value, header, today): IncomingRecord {
    const patient = new JsonFields(value, '', PATIENT)
    patient.one('resourceType', matching(/^Patient$/))
    const meta = patient.object('meta', META) ?? refuse('meta', 'missing-field')
    return labelOf(meta) === 'U'
      ? unrestrictedOf(patient, located(patient, meta, header), today)
      : restrictedOf(patient, located(patient, meta, header), today)
  },
}

type Located = Pick<PresentRecord, 'recordId' | 'version' | 'asOf' | 'identifiers'>

const NOTHING_KNOWN = { address: null, carers: [], education: null, gpPracticeCode: null }

/** The service numbers what it knows of a patient; of two deliveries of one number the later file is believed: a period may have ended. */
function located(patient: JsonFields<Patient>, meta: JsonFields<Meta>, { version, asOf }: FeedHeader): Located {
  const recordId = patient.one('id', matching(/^\d{10}$/))
  for (const identifier of patient.objects('identifier', IDENTIFIER))
    if (identifier.one('system', printable) === NHS_NUMBER && identifier.one('value', printable) !== recordId)
      refuse('identifier/value', 'not-the-id')
  const number = meta.one('versionId', matching(/^\d{1,10}$/))
  const identifiers = isNhsNumber(recordId) ? [{ scheme: 'nhs-number' as const, value: recordId }] : []
  return { recordId, version: `${number.padStart(10, '0')}.${version}`, asOf, identifiers }
}

/** The closest of the labels that a patient bears: one that nobody knows allows nothing. */
function labelOf(meta: JsonFields<Meta>): Label {
  const codes = meta.objects('security', LABEL).map((label) => {
    if (label.one('system', printable) !== CONFIDENTIALITY) refuse(label.field('system'), 'not-in-list')
    return label.one('code', (text, field) => LABELS.find((one) => one === text) ?? refuse(field, 'not-in-list'))
  })
  if (codes.includes('REDACTED')) return refuse(meta.field('security'), 'redacted')
  return LABELS.findLast((label) => codes.includes(label)) ?? refuse(meta.field('security'), 'missing-field')
}

function unrestrictedOf(patient: JsonFields<Patient>, at: Located, today: string): IncomingRecord {
  const dateOfBirth = patient.one('birthDate', childsBirthDate(today))
  const [name, ...others] = namesOf(patient, at.asOf)
  if (!name) return refuse('name', 'missing-field')
  const former = others.map(({ family }) => family).filter((family) => family !== name.family)
  return {
    ...kindOf(patient, dateOfBirth, today),
    ...at,
    ...NOTHING_KNOWN,
    name,
    formerFamilyNames: [...new Set(former)],
    dateOfBirth,
    gender: patient.optional('gender', genderOf) ?? 'unspecified',
    address: addressOf(patient, at.asOf),
    gpPracticeCode: practiceOf(patient, at.asOf),
  }
}

/**
 * Of a restricted patient nothing is read but who it is, whatever else stands there. Of a very restricted one the service says not even that:
 * such a row protects whom it has told of before.
 */
function restrictedOf(patient: JsonFields<Patient>, at: Located, today: string): IncomingRecord {
  const dateOfBirth = patient.optional('birthDate', childsBirthDate(today))
  const [name] = namesOf(patient, at.asOf)
  const base = { ...at, ...NOTHING_KNOWN, protect: true as const }
  if (!name || dateOfBirth === null) return { kind: 'moved', ...base }
  const gender = patient.optional('gender', genderOf) ?? 'unspecified'
  return { ...kindOf(patient, dateOfBirth, today), ...base, name, formerFamilyNames: [], dateOfBirth, gender }
}

function kindOf(
  patient: JsonFields<Patient>,
  dateOfBirth: string,
  today: string,
): { kind: 'present' } | { kind: 'died'; dateOfDeath: string } {
  const dateOfDeath = patient.optional('deceasedDateTime', (text, field) => {
    const date = pastDay(today)(dayOf(text), field)
    return date < dateOfBirth ? refuse(field, 'before-birth') : date
  })
  return dateOfDeath === null ? { kind: 'present' } : { kind: 'died', dateOfDeath }
}

/** The name that a patient goes by first: the usual one of today, or else the last usual one. */
function namesOf(patient: JsonFields<Patient>, asOf: string): { given: string[]; family: string }[] {
  const read = patient.objects('name', NAME).map((name) => ({
    isUsual: name.one('use', printable) === 'usual',
    ...timeOf(name, asOf),
    value: { given: givenNames(name), family: name.one('family', personName) },
  }))
  const [usual] = read.filter(({ isUsual }) => isUsual).toSorted(currentFirst)
  return usual ? [usual, ...read.filter((one) => one !== usual)].map(({ value }) => value) : []
}

function givenNames(name: JsonFields<HumanName>): string[] {
  const given = name.texts('given', personName)
  if (given.length === 0) return refuse(name.field('given'), 'missing-field')
  return given.length > MOST_GIVEN_NAMES ? refuse(name.field('given'), 'too-many') : given
}

/** The home of today; none without a postcode. A temporary address is none. */
function addressOf(patient: JsonFields<Patient>, asOf: string): { lines: string[]; postcode: string } | null {
  const homes = patient
    .objects('address', ADDRESS)
    .filter((address) => address.one('use', printable) === 'home')
    .map((address) => ({ address, ...timeOf(address, asOf) }))
  const [home] = homes.filter(({ isCurrent }) => isCurrent).toSorted(currentFirst)
  const code = home?.address.optional('postalCode', postcode) ?? null
  if (!home || code === null) return null
  const lines = addressLines(home.address.texts('line', printable), home.address.field('line'))
  return lines.length === 0 ? null : { lines, postcode: code }
}

function practiceOf(patient: JsonFields<Patient>, asOf: string): string | null {
  const codes = patient.objects('generalPractitioner', PRACTICE).flatMap((practice) => {
    const code = practice.object('identifier', PRACTICE_CODE)
    if (!code || code.one('system', printable) !== ODS_CODE) return []
    const value = code.one('value', printable)
    return A_PRACTICE.test(value) ? [{ value, ...timeOf(code, asOf) }] : []
  })
  return codes.filter(({ isCurrent }) => isCurrent).toSorted(currentFirst)[0]?.value ?? null
}

interface Timed {
  isCurrent: boolean
  hasBegun: boolean
  /** `YYYY-MM-DD`; empty: always. */
  start: string
}

/** Whether what it stands in is so on a day, and since when; without an end it goes on. */
function timeOf(fields: JsonFields<{ period?: Period }>, asOf: string): Timed {
  const period = fields.object('period', PERIOD)
  const start = period?.optional('start', moment) ?? ''
  const end = period?.optional('end', moment) ?? null
  const hasBegun = start <= asOf
  return { isCurrent: hasBegun && (end === null || end >= asOf), hasBegun, start }
}

/** Then what is over, and what is only to come last; of the same kind the one that began last. */
function currentFirst(a: Timed, b: Timed): number {
  const times = (one: Timed): number => Number(one.isCurrent) + Number(one.hasBegun)
  return times(b) - times(a) || (a.start === b.start ? 0 : a.start < b.start ? 1 : -1)
}

const moment: FieldReader<string> = (text, field) => day(dayOf(text), field)

/** Of a moment, `2019-02-07T00:00:00+00:00`, its day as it is written. */
function dayOf(text: string): string {
  return text.replace(/T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/, '')
}

const genderOf: FieldReader<Gender> = (text, field) =>
  isGender(text) ? GENDER_OF_CODE[text] : refuse(field, 'not-in-list')

function isGender(text: string): text is keyof typeof GENDER_OF_CODE {
  return Object.hasOwn(GENDER_OF_CODE, text)
}
