import type { Gender, PresentRecord } from '@contactpoint/contracts'
import { isNhsNumber } from '@contactpoint/matching'
import { isIsoDate } from '@contactpoint/text'
import type { Segment } from './edifact-feed.rules.ts'
import type { FieldReader } from './feed.rules.ts'
import { addressLine, matching, personName, postcode, refuse } from './field-readers.rules.ts'

/** What an amendment puts where something is no longer so. */
const ERASED = '%'
/** What practices put for a part of an address that has nothing in it, beside leaving it empty. */
const BLANK_PART = '?'
const ADDRESS_PARTS = 5
const MOST_GIVEN_NAMES = 10
const OF_AGE = 18
const GENDER_OF_SEX: Readonly<Record<string, Gender>> = {
  '0': 'unspecified',
  '1': 'male',
  '2': 'female',
  '9': 'unspecified',
}

/**
 * Of whom nothing more is read unless they are a child.
 *
 * @param times `asOf`: when it was sent; `today`: whoever came of age since then is not kept either; `YYYY-MM-DD`
 */
export function birthDateOf(segment: Segment, times: { asOf: string; today: string }): string {
  const date = segment.one(0, 1, compactDay)
  segment.one(0, 2, matching(/^102$/))
  segment.end()
  if (date > times.asOf) return refuse(segment.name, 'in-the-future')
  const comesOfAge = `${Number(date.slice(0, 4)) + OF_AGE}${date.slice(4)}`
  return comesOfAge <= times.today ? refuse(segment.name, 'not-a-child') : date
}

/** `20150302` as `2015-03-02`. */
export const compactDay: FieldReader<string> = (text, field) => {
  const date = text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  return isIsoDate(date) ? date : refuse(field, 'not-a-date')
}

export function genderOf(segment: Segment): Gender {
  const gender = segment.one(0, 0, (text, field) =>
    Object.hasOwn(GENDER_OF_SEX, text) ? GENDER_OF_SEX[text]! : refuse(field, 'not-in-list'),
  )
  segment.end()
  return gender
}

/** A number as it stands beside a name: an NHS number, or why it is none. */
export type NumberRead = { nhsNumber: string; fault?: undefined } | { nhsNumber: null; fault: string }

/** Names as they were sent; null and none: nothing was said of it, or it was erased. */
export interface PatientNames {
  number: NumberRead
  surname: string | null
  forename: string[]
  /** Given names after it; none make a name without it. */
  others: string[]
}

/** The patient's number and names (`PNA+PAT`); a title is read and dropped. */
export function patientNames(segment: Segment): PatientNames {
  const number = numberOf(segment, /^OPI$/)
  const parts = segment.qualified(['SU', 'FO', 'MI', 'FS', 'TI'])
  segment.end()
  const name = (qualifier: string, split = false): string[] => {
    const text = (parts.get(qualifier) ?? '').trim()
    const names = split ? text.split(/ +/) : [text]
    return text === '' || text === ERASED ? [] : names.map((one) => personName(one, `${segment.name}/${qualifier}`))
  }
  const forename = name('FO')
  const others = [...name('MI'), ...name('FS', true)]
  if (forename.length + others.length > MOST_GIVEN_NAMES) return refuse(`${segment.name}/FS`, 'too-many')
  return { number, surname: name('SU')[0] ?? null, forename, others }
}

/** A surname before this one, and in an amendment the number that takes the place of the patient's (`PNA+PER`). */
export function previousNames(segment: Segment | null): { number: NumberRead; surnames: string[] } {
  if (!segment) return { number: NO_NUMBER, surnames: [] }
  const number = numberOf(segment, /^API$/)
  const surname = (segment.qualified(['SU']).get('SU') ?? '').trim()
  segment.end()
  const isTold = surname !== '' && surname !== ERASED
  return { number, surnames: isTold ? [personName(surname, `${segment.name}/SU`)] : [] }
}

const NO_NUMBER: NumberRead = { nhsNumber: null, fault: 'missing-field' }

function numberOf(segment: Segment, qualifier: RegExp): NumberRead {
  const text = segment.optional(1, 0, matching(/^[A-Z0-9/ ]{1,17}$/))
  if (text === null) return NO_NUMBER
  segment.one(1, 1, matching(qualifier))
  if (isNhsNumber(text)) return { nhsNumber: text }
  return { nhsNumber: null, fault: /^\d{10}$/.test(text) ? 'check-digit' : 'not-an-nhs-number' }
}

/** An address as it was sent (`NAD+PAT`): house, street, locality, town, county and postcode. */
export interface PatientAddress {
  lines: string[]
  postcode: string | null
  /** Something of it was erased. */
  isErased: boolean
}

export function patientAddress(segment: Segment): PatientAddress {
  const parts = segment.all(2).map((part) => part.trim())
  const code = segment.optional(7, 0, (text) => text.trim()) ?? ''
  segment.end()
  if (parts.length > ADDRESS_PARTS) return refuse(segment.name, 'too-many')
  const isTold = (text: string): boolean => text !== '' && text !== BLANK_PART && text !== ERASED
  return {
    lines: parts.filter(isTold).map((part) => addressLine(part, segment.name)),
    postcode: isTold(code) ? postcode(code, `${segment.name}/postcode`) : null,
    isErased: [...parts, code].includes(ERASED),
  }
}

/** The directory holds no address without a postcode, and none of a postcode alone. */
export function wholeAddress({ name }: Segment, { lines, postcode: code }: PatientAddress): PresentRecord['address'] {
  if (code === null) return refuse(`${name}/postcode`, 'missing-field')
  return lines.length === 0 ? refuse(name, 'missing-field') : { lines, postcode: code }
}

/** The practice, where what the sender calls its doctor by is the practice's own code, as live messages have it. */
export function practiceOf(segment: Segment): string | null {
  const code = segment.one(1, 0, matching(/^[A-Z0-9]{1,8},[A-Z0-9]{1,8}$/))
  segment.one(1, 1, matching(/^900$/))
  segment.end()
  const local = code.slice(code.indexOf(',') + 1)
  return /^[A-Z]\d{5}$/.test(local) ? local : null
}
