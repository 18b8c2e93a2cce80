import { RELATIONSHIPS, type Gender, type Relationship } from '@contactpoint/contracts'
import { isIsoDate, toName, toPhone, toPostcode } from '@contactpoint/text'
import { RowFault, type FieldReader } from './feed.rules.ts'

/** How the fields that several feeds have are read: each gives what is kept, or refuses the row for its field. */

const EARLIEST_BIRTH = '1990-01-01'
/** Beside the first. */
const MOST_MIDDLE_NAMES = 9
const RECORD_ID = /^[A-Z0-9-]{1,40}$/
const PRINTABLE_LINE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]{1,100}$/u
const GENDER_OF_SEX: Readonly<Record<string, Gender>> = { F: 'female', M: 'male', U: 'unspecified' }

export const refuse = (field: string, code: string): never => {
  throw new RowFault(field, code)
}

export const matching =
  (pattern: RegExp): FieldReader<string> =>
  (text, field) =>
    pattern.test(text) ? text : refuse(field, 'format')

export const recordId = matching(RECORD_ID)

/** A record id that may be repeated to the sender: one of the right form. */
export function usableRecordId(text: string): string | null {
  return RECORD_ID.test(text) ? text : null
}

export const printable = matching(PRINTABLE_LINE)

export const day: FieldReader<string> = (text, field) => (isIsoDate(text) ? text : refuse(field, 'not-a-date'))

export const pastDay =
  (today: string): FieldReader<string> =>
  (text, field) => {
    const date = day(text, field)
    return date > today ? refuse(field, 'in-the-future') : date
  }

export const birthDate =
  (today: string): FieldReader<string> =>
  (text, field) => {
    const date = pastDay(today)(text, field)
    return date < EARLIEST_BIRTH ? refuse(field, 'too-early') : date
  }

export const personName: FieldReader<string> = (text, field) => toName(text) ?? refuse(field, 'not-a-name')

/** Names separated by spaces. */
export const middleNames: FieldReader<string[]> = (text, field) => {
  const names = text.split(/\s+/).map((name) => personName(name, field))
  return names.length > MOST_MIDDLE_NAMES ? refuse(field, 'too-many') : names
}

export const addressLine: FieldReader<string> = (text, field) => printable(text.normalize('NFC'), field)

export const postcode: FieldReader<string> = (text, field) => toPostcode(text) ?? refuse(field, 'not-a-postcode')

export const genderOfSex: FieldReader<Gender> = (text, field) =>
  Object.hasOwn(GENDER_OF_SEX, text) ? GENDER_OF_SEX[text]! : refuse(field, 'not-in-list')

export const relationship: FieldReader<Relationship> = (text, field) =>
  RELATIONSHIPS.find((known) => known === text) ?? refuse(field, 'not-in-list')

export const telephone: FieldReader<string> = (text, field) => toPhone(text) ?? refuse(field, 'not-a-phone-number')
