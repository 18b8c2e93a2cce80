import { EnrolPerson } from '@contactpoint/contracts'
import { createHash } from 'node:crypto'

/** For how long a code is good. */
export const ENROLMENT_MS = 7 * 24 * 60 * 60 * 1000

/** Letters and digits that nobody mistakes for others; 32 of them, five bits each. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LETTERS = 16
const IN_A_GROUP = 4
const FEWEST_LETTERS = 12

/** A code of 80 random bits, in groups that can be read aloud. @param random 16 bytes */
export function enrolmentCode(random: Uint8Array): string {
  const letters = [...random.subarray(0, LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]!).join('')
  return letters.match(new RegExp(`.{${IN_A_GROUP}}`, 'g'))!.join('-')
}

/** However it is typed: small letters, spaces or hyphens or none. */
export function codeHash(code: string): string {
  return createHash('sha256').update(code.toUpperCase().replaceAll(/[\s-]/g, '')).digest('hex')
}

/** Anything a body may be, as what was typed: what is missing or of another form is empty, and so wrong. */
export function typedEnrolment(raw: unknown): EnrolPerson {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  const text = (name: keyof EnrolPerson): string => (typeof given[name] === 'string' ? given[name].slice(0, 200) : '')
  return {
    ...{ username: text('username'), enrolmentCode: text('enrolmentCode'), password: text('password') },
    ...{ pin: text('pin'), agreement: text('agreement') },
  }
}

/** @param isCommon whether everybody uses a password @returns which field of what was chosen is not fit, and why; null: none */
export function unfit(
  { username, password, pin }: EnrolPerson,
  isCommon: (password: string) => boolean,
): { field: string; rule: string } | null {
  if (password.length < FEWEST_LETTERS) return { field: 'password', rule: 'isLongEnough' }
  if (password.toLowerCase().includes(username.toLowerCase())) return { field: 'password', rule: 'isNotTheName' }
  if (isCommon(password)) return { field: 'password', rule: 'isNotCommon' }
  if (!/^[0-9]{4,12}$/.test(pin)) return { field: 'pin', rule: 'isFourToTwelveDigits' }
  return /^(\d)\1*$/.test(pin) ? { field: 'pin', rule: 'isNotOneDigit' } : null
}
