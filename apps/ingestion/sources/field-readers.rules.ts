import { RELATIONSHIPS, type Gender, type Relationship } from '@contactpoint/contracts'
import { isIsoDate, toEmail, toName, toPhone, toPostcode } from '@contactpoint/text'
import { RowFault, type FieldReader } from './feed.rules.ts'

/** How the fields that several feeds have are read: each gives what is kept, or refuses the row for its field. */

const EARLIEST_BIRTH = '1990-01-01'
const OF_AGE = 18
const MOST_LINES = 4
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

/** Of whom nothing more is read unless they are a child today. */
export const childsBirthDate =
  (today: string): FieldReader<string> =>
  (text, field) => {
    const date = pastDay(today)(text, field)
    return isOfAge(date, today) ? refuse(field, 'not-a-child') : date
  }

/** @param dateOfBirth of somebody who comes of age on their birthday, or the day after it where the year has none */
export function isOfAge(dateOfBirth: string, today: string): boolean {
  return `${Number(dateOfBirth.slice(0, 4)) + OF_AGE}${dateOfBirth.slice(4)}` <= today
}

export const personName: FieldReader<string> = (text, field) => toName(text) ?? refuse(field, 'not-a-name')

/** Names separated by spaces. */
export const middleNames: FieldReader<string[]> = (text, field) => {
  const names = text.split(/\s+/).map((name) => personName(name, field))
  return names.length > MOST_MIDDLE_NAMES ? refuse(field, 'too-many') : names
}

export const addressLine: FieldReader<string> = (text, field) => printable(text.normalize('NFC'), field)

export const postcode: FieldReader<string> = (text, field) => toPostcode(text) ?? refuse(field, 'not-a-postcode')

/** Those that have anything in them, four at most: what are more stand together in the last. */
export function addressLines(parts: readonly string[], field: string): string[] {
  const all = parts.map((part) => part.trim()).filter((part) => part !== '')
  const rest = all.slice(MOST_LINES - 1)
  const lines = rest.length > 1 ? [...all.slice(0, MOST_LINES - 1), rest.join(', ')] : all
  return lines.map((line) => addressLine(line, field))
}

/** An address in one text, which ends in its postcode: without one it is none. */
export const addressText: FieldReader<{ lines: string[]; postcode: string } | null> = (text, field) => {
  const words = /(?:^|[\s,])(?:([^\s,]+)[\s,]+)?([^\s,]+)[\s,]*$/.exec(text)
  const ends = [`${words?.[1] ?? ''} ${words?.[2] ?? ''}`, words?.[2] ?? '']
  const code = ends.find((end) => toPostcode(end) !== null)
  if (code === undefined) return null
  const before = text.trimEnd().slice(0, text.lastIndexOf(code.trim().split(' ')[0]!))
  const lines = addressLines(before.split(','), field)
  return lines.length === 0 ? null : { lines, postcode: postcode(code, field) }
}

export const genderOfSex: FieldReader<Gender> = (text, field) =>
  Object.hasOwn(GENDER_OF_SEX, text) ? GENDER_OF_SEX[text]! : refuse(field, 'not-in-list')

export const relationship: FieldReader<Relationship> = (text, field) =>
  RELATIONSHIPS.find((known) => known === text) ?? refuse(field, 'not-in-list')

export const email: FieldReader<string> = (text, field) => toEmail(text) ?? refuse(field, 'not-an-e-mail')

export const telephone: FieldReader<string> = (text, field) => toPhone(text) ?? refuse(field, 'not-a-phone-number')
