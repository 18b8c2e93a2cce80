import { osaWithin } from './bounded-osa.ts'
import type { BlockingKey, Comparator } from './comparator.ts'
import { withoutTime } from './date-format.ts'

const LEVELS = [
  'exact',
  'swapped',
  'digit',
  'first-of-january',
  'two-parts',
  'two-digits',
  'same-year',
  'different',
] as const
const [EXACT, SWAPPED, DIGIT, FIRST_OF_JANUARY, TWO_PARTS, TWO_DIGITS, SAME_YEAR, DIFFERENT] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const

const TIME = /[T ]\d{1,2}:\d{2}.*$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const SEPARATED = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/
const YEAR_ALONE = /^(\d{4})$/

/** Years that systems fill in where they know nothing. */
const NO_YEAR = new Set(['0000', '0001', '9999'])

const UNKNOWN = '00'

/**
 * Dates of birth, as the eight digits `YYYYMMDD`. A day that does not exist is kept, since it may be one digit off; a
 * part `00` is not known and equals nothing. `swapped`: day and month exchanged; `digit`: one digit wrong, or two
 * neighbours exchanged; `first-of-january`: the years agree and one date says no more than its year; `two-parts`: two
 * of year, month and day agree.
 */
export const dateOfBirth: Comparator<string> = {
  levels: LEVELS,
  prepare: prepareDate,
  canonical: (date) => date,
  compare: compareDates,
  blockingKeys: [
    { name: 'exact', of: (date) => (isWhole(date) ? [date] : []) },
    { name: 'exact-or-swapped', of: (date) => (isWhole(date) ? [inEitherOrder(date)] : []) },
    part('year-month', (date) => [yearOf(date), monthOf(date)]),
    part('year-day', (date) => [yearOf(date), dayOf(date)]),
    part('month-day', (date) => [monthOf(date), dayOf(date)]),
    part('year', (date) => [yearOf(date)]),
  ],
}

function part(name: string, of: (date: string) => string[]): BlockingKey<string> {
  return { name, of: (date) => (of(date).includes(UNKNOWN) ? [] : [of(date).join('-')]) }
}

function prepareDate(text: string): string | null {
  const date = withoutTime(text.trim()).replace(TIME, '')
  const found = COMPACT.exec(date) ?? SEPARATED.exec(date) ?? YEAR_ALONE.exec(date)
  if (!found || NO_YEAR.has(found[1]!)) return null
  return found[1]! + (found[2] ?? '').padStart(2, '0') + (found[3] ?? '').padStart(2, '0')
}

function compareDates(a: string, b: string): number {
  if (a === b) return EXACT
  const sameYear = isSame(a, 0, b, 0) && isSame(a, 2, b, 2)
  const isKnown = isWhole(a) && isWhole(b)
  if (sameYear && isKnown && isSame(a, 4, b, 6) && isSame(a, 6, b, 4)) return SWAPPED
  const edits = isKnown ? osaWithin(a, b, 2) : 3
  if (edits <= 1) return DIGIT
  if (sameYear && (saysYearOnly(a) || saysYearOnly(b))) return FIRST_OF_JANUARY
  const sameParts = Number(sameYear) + Number(isSameKnown(a, b, 4)) + Number(isSameKnown(a, b, 6))
  if (sameParts >= 2) return TWO_PARTS
  if (edits === 2) return TWO_DIGITS
  return sameYear ? SAME_YEAR : DIFFERENT
}

/** Two digits of one date are two digits of the other. */
function isSame(a: string, placeInA: number, b: string, placeInB: number): boolean {
  return a.charCodeAt(placeInA) === b.charCodeAt(placeInB) && a.charCodeAt(placeInA + 1) === b.charCodeAt(placeInB + 1)
}

function isSameKnown(a: string, b: string, place: number): boolean {
  return isSame(a, place, b, place) && isKnownAt(a, place)
}

function isKnownAt(date: string, place: number): boolean {
  return !date.startsWith(UNKNOWN, place)
}

function isWhole(date: string): boolean {
  return isKnownAt(date, 4) && isKnownAt(date, 6)
}

/** The first of January is what registers fill in when somebody knows the year only. */
function saysYearOnly(date: string): boolean {
  return date.endsWith('0101') || date.endsWith('0000')
}

function inEitherOrder(date: string): string {
  return [yearOf(date), ...[monthOf(date), dayOf(date)].sort()].join('-')
}

function yearOf(date: string): string {
  return date.slice(0, 4)
}

function monthOf(date: string): string {
  return date.slice(4, 6)
}

function dayOf(date: string): string {
  return date.slice(6, 8)
}
