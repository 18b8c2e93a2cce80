import type { EndingField, IncomingRecord, MovedRecord, PresentRecord } from '@contactpoint/contracts'
import type { EdifactSegment } from '@contactpoint/feed-formats'
import { Segments, type EdifactTranslator, type Segment, type SegmentLayout } from './edifact-feed.rules.ts'
import { RowFault, type RowOutcome } from './feed.rules.ts'
import { readHeader, transactionsOf, type GpLinksHeader } from './gp-links-message.rules.ts'
import {
  birthDateOf,
  genderOf,
  patientAddress,
  patientNames,
  practiceOf,
  previousNames,
  wholeAddress,
  type NumberRead,
  type PatientNames,
} from './gp-links-patient.rules.ts'
import { matching, refuse } from './field-readers.rules.ts'

/**
 * Segments that practice systems send with every message of their kind, and that the directory must not hold (S34, I6): notes
 * of doctors, where somebody was born or lived before, when they came to the country, residential institutions, medicines, why
 * they left a list. They are declared, so that a row may come with them; none of them is ever read.
 */
export const DROPPED: SegmentLayout = {
  ...{ FTX: 99, 'NAD+RIC': 1, 'NAD+PGP': 1, 'NAD+PFH': 1, 'NAD+NFH': 1, 'NAD+PER': 1, 'LOC+950': 1, GIS: 1 },
  ...{ 'HEA+ACD': 1, 'HEA+DM': 1, 'HEA+BM': 1, 'QTY+951': 1, 'QTY+952': 1 },
  ...{ 'DTM+956': 1, 'DTM+957': 1, 'DTM+958': 1, 'DTM+961': 1 },
}
const TRANSACTION: SegmentLayout = {
  ...DROPPED,
  ...{ S01: 1, 'RFF+TN': 1, 'NAD+GP': 1, 'HEA+ATP': 1, S02: 2 },
  ...{ 'PNA+PAT': 1, 'DTM+329': 1, PDI: 1, 'NAD+PAT': 1, 'PNA+PER': 1 },
}

/** What becomes of a transaction, by the type that its message says it is (`RFF+950`). All others are not for us. */
const TAKEN: Readonly<Record<string, (it: Transaction) => IncomingRecord>> = {
  G1: acceptance,
  G2: amendment,
  F1: amendment,
  G3: departure,
  G5: departure,
  F2: departure,
  F4: approval,
  F11: staying,
}

interface Transaction extends GpLinksHeader {
  segments: Segments
  /** Eight digits. */
  number: string
  today: string
}

/** The GP registration feed. Layout, what is taken, refusal codes and version rule: `docs/feeds/gp-links.md`. */
export const gpLinks: EdifactTranslator = {
  source: 'gp-links',
  *readMessage(message, today) {
    const [first = [], ...groups] = transactionsOf(message.segments)
    const header = readHeader(message, first, today, isTaken)
    const rows = groups.map((segments) => ({ segments, line: segments[0]!.line }))
    if (rows.length === 0) rows.push({ segments: [], line: message.line })
    for (const { segments, line } of rows) yield { ...readRow(segments, header, line, today), line }
  },
}

function isTaken(type: string): boolean {
  return Object.hasOwn(TAKEN, type)
}

/** A refusal names nobody: who it is about may be no child. */
function readRow(segments: EdifactSegment[], header: GpLinksHeader, line: number, today: string): RowOutcome {
  try {
    return { record: recordOf(segments, header, today) }
  } catch (fault) {
    if (!(fault instanceof RowFault)) throw fault
    return { refusal: { line, recordId: null, field: fault.field, code: fault.code } }
  }
}

function recordOf(group: EdifactSegment[], header: GpLinksHeader, today: string): IncomingRecord {
  if (!isTaken(header.type)) return refuse('RFF+950', 'not-for-us')
  const segments = new Segments(group, TRANSACTION)
  segments.one('S01')
  const reference = segments.one('RFF+TN')
  const number = reference.one(0, 1, matching(/^\d{1,8}$/)).padStart(8, '0')
  reference.end()
  return TAKEN[header.type]!({ ...header, segments, number, today })
}

/** Somebody is taken onto a practice's list. Of type 1 it is a birth, perhaps before there was a name. */
function acceptance(it: Transaction): PresentRecord {
  const dateOfBirth = birthDateOf(it.segments.one('DTM+329'), it)
  const kind = it.segments.one('HEA+ATP')
  const isBirth = kind.one(1, 0, matching(/^[1-4]$/)) === '1'
  kind.one(1, 1, matching(/^ZZZ$/))
  kind.end()
  const names = patientNames(it.segments.one('PNA+PAT'))
  const isUnnamed =
    isBirth && /^(BABY|BABY BOY|BABY GIRL)?$/.test([...names.forename, ...names.others].join(' ').toUpperCase())
  const home = it.segments.optional('NAD+PAT')
  const address = home && patientAddress(home)
  if (address?.isErased) return refuse(home!.name, 'format')
  return {
    ...presentOf(it, isUnnamed ? { ...names, forename: ['Baby'], others: [] } : names, dateOfBirth),
    kind: isUnnamed ? 'born' : 'present',
    address: address?.postcode ? wholeAddress(home!, address) : null,
  }
}

/** Something of a patient changed. With the whole name, birth date and gender it says who they are; else only what is new. */
function amendment(it: Transaction): IncomingRecord {
  const birth = it.segments.optional('DTM+329')
  const dateOfBirth = birth && birthDateOf(birth, it)
  const names = patientNames(it.segments.one('PNA+PAT'))
  const { address, ended } = amendedAddress(it.segments.optional('NAD+PAT'))
  const isWhole = names.surname !== null && names.forename.length > 0 && it.segments.optional('PDI') !== null
  if (dateOfBirth !== null && isWhole) return { ...presentOf(it, names, dateOfBirth), address, ...endedOf(ended) }
  const { number, surnames } = previousNames(it.segments.optional('PNA+PER'))
  const gpPracticeCode = practiceOf(it.segments.one('NAD+GP'))
  const isNew = address !== null || ended.length > 0 || number.nhsNumber !== null
  const said = [names.surname ?? [], names.forename, names.others, surnames, dateOfBirth ?? []].flat()
  if (!isNew && said.length > 0) return refuse('PNA+PAT', 'incomplete')
  if (!isNew && gpPracticeCode === null) return refuse('S01', 'nothing-told')
  return movedOf(it, recordIdOf(it, names.number), {
    address,
    identifiers: identifiersOf(names.number, number),
    gpPracticeCode,
    ...endedOf(ended),
  })
}

function amendedAddress(home: Segment | null): { address: PresentRecord['address']; ended: EndingField[] } {
  const address = home && patientAddress(home)
  if (!address) return { address: null, ended: [] }
  const isEmpty = address.lines.length === 0 && address.postcode === null
  if (isEmpty) return { address: null, ended: address.isErased ? ['address'] : [] }
  return { address: wholeAddress(home!, address), ended: [] }
}

/** The authority has taken somebody off the practice's list, or the practice asks it to. */
function departure(it: Transaction): MovedRecord {
  const { number } = patientNames(it.segments.one('PNA+PAT'))
  practiceOf(it.segments.one('NAD+GP'))
  return movedOf(it, recordIdOf(it, number), endedOf(['gpPracticeCode']))
}

/** The authority does not do what the practice asked it for: whoever was to leave its list is on it. */
function staying(it: Transaction): MovedRecord {
  const { number } = patientNames(it.segments.one('PNA+PAT'))
  const gpPracticeCode = practiceOf(it.segments.one('NAD+GP'))
  if (gpPracticeCode === null) return refuse('S01', 'nothing-told')
  return movedOf(it, recordIdOf(it, number), { identifiers: identifiersOf(number), gpPracticeCode })
}

/** The authority answers an acceptance, by its number; with an NHS number where the practice had none to tell. */
function approval(it: Transaction): MovedRecord {
  const patient = it.segments.optional('PNA+PAT')
  if (!patient) return refuse('S01', 'nothing-told')
  const { number } = patientNames(patient)
  if (number.nhsNumber === null) return refuse(patient.name, number.fault)
  const gpPracticeCode = practiceOf(it.segments.one('NAD+GP'))
  return movedOf(it, transactionId(it), { identifiers: identifiersOf(number), gpPracticeCode })
}

function presentOf(it: Transaction, names: PatientNames, dateOfBirth: string): PresentRecord {
  const previous = previousNames(it.segments.optional('PNA+PER'))
  if (names.surname === null) return refuse('PNA+PAT/SU', 'missing-field')
  if (names.forename.length === 0) return refuse('PNA+PAT/FO', 'missing-field')
  return {
    kind: 'present',
    recordId: names.number.nhsNumber === null ? transactionId(it) : recordIdOf(it, names.number),
    ...momentOf(it),
    name: { given: [...names.forename, ...names.others], family: names.surname },
    formerFamilyNames: previous.surnames,
    dateOfBirth,
    gender: genderOf(it.segments.one('PDI')),
    address: null,
    identifiers: identifiersOf(names.number, previous.number),
    carers: [],
    education: null,
    gpPracticeCode: practiceOf(it.segments.one('NAD+GP')),
  }
}

function movedOf(it: Transaction, recordId: string, news: Partial<MovedRecord>): MovedRecord {
  const nothing = { address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null }
  return { kind: 'moved', recordId, ...momentOf(it), ...nothing, ...news }
}

/** The minute first, so that what was sent later outranks what was sent before; both parts are of fixed width. */
function momentOf({ asOf, time, number }: Transaction): Pick<IncomingRecord, 'version' | 'asOf'> {
  return { version: `${asOf}T${time}.${number}`, asOf }
}

/** A patient on the list of one practice: what another says of them, or says has ended, is not this one's word. */
function recordIdOf({ practice }: Transaction, { nhsNumber, fault }: NumberRead): string {
  return nhsNumber === null ? refuse('PNA+PAT', fault) : `${nhsNumber}-${practice}`
}

/** The acceptance itself, where nothing else tells the patient from others: its approval has the same number. */
function transactionId({ practice, authority, number }: Transaction): string {
  return `${practice}-${authority}-${number}`
}

function identifiersOf(...numbers: NumberRead[]): PresentRecord['identifiers'] {
  const values = new Set(numbers.flatMap(({ nhsNumber }) => nhsNumber ?? []))
  return [...values].map((value) => ({ scheme: 'nhs-number', value }))
}

function endedOf(ended: EndingField[]): Pick<IncomingRecord, 'ended'> {
  return ended.length > 0 ? { ended } : {}
}
