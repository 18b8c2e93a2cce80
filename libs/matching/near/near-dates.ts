const DAY_MS = 86_400_000

/** Children are of so many years, and one child's birth date is taken for no other's beyond them. */
const YEARS = 19

/** Registers err by days: the more of them, the more birth dates lie between. Days, and what agreement is worth. */
const WITHIN_DAYS = [
  [1, 11.1],
  [7, 8.8],
  [31, 6.7],
] as const
const FURTHEST_DAYS = 31

/** A day that exists. */
export interface Day {
  /** Days since 1 January 1970. */
  readonly number: number
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
}

/** @param text `YYYY-MM-DD` */
export function dayOf(text: string): Day {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  return { number: dayNumber(year, month, day), year, month, day }
}

/**
 * How seldom two strangers' birth dates are as near as these, in bits: the binary logarithm of how many of the days of eighteen years
 * would do. Zero when they are not near. Symmetric. Near are the same day, day and month swapped, some days apart, the same day of
 * another month or year, and the first of January of the year (what registers fill in where nobody knows the day). One wrong
 * digit is one of these.
 */
export function dateBits(a: Day, b: Day): number {
  if (a.number === b.number) return 12.7
  return Math.max(daysApart(a, b), a.year === b.year ? inOneYear(a, b) : inOtherYears(a, b))
}

function daysApart(a: Day, b: Day): number {
  const days = Math.abs(a.number - b.number)
  for (const [most, bits] of WITHIN_DAYS) if (days <= most) return bits
  return 0
}

function inOneYear(a: Day, b: Day): number {
  if (a.month === b.day && a.day === b.month) return 11.7
  if (a.day === b.day) return 9.1
  if (isFirstOfJanuary(a) || isFirstOfJanuary(b)) return 9
  const isOneDigit = a.month === b.month && (a.day % 10 === b.day % 10 || tens(a.day) === tens(b.day))
  return isOneDigit ? 8 : 0
}

/** The last of February is one day in every year. */
function inOtherYears(a: Day, b: Day): number {
  const years = Math.abs(a.year - b.year)
  if (years > YEARS || a.month !== b.month || (a.day !== b.day && !(isLastOfFebruary(a) && isLastOfFebruary(b))))
    return 0
  return years === 1 ? 11 : 8.5
}

/** Every day, by number, whose {@link dateBits} with this one are more than zero; some others too. A hundred; of a first of January, a year. */
export function daysToLookAt({ number, year, month, day }: Day): Set<number> {
  const found = new Set<number>()
  const last = number + (month === 1 && day === 1 ? 366 : FURTHEST_DAYS)
  for (let near = number - FURTHEST_DAYS; near <= last; near++) found.add(near)
  for (let other = 1; other <= 12; other++) found.add(dayNumber(year, other, day))
  for (let other = year - YEARS; other <= year + YEARS; other++) {
    found.add(dayNumber(other, month, day))
    if (month === 2 && day >= 28) found.add(dayNumber(other, 2, 28)).add(dayNumber(other, 2, 29))
  }
  return found.add(dayNumber(year, day, month)).add(dayNumber(year, 1, 1))
}

/** The same as days `YYYY-MM-DD`. */
export function birthDatesToLookAt(date: string): string[] {
  return [...daysToLookAt(dayOf(date))].map((number) => new Date(number * DAY_MS).toISOString().slice(0, 10))
}

/** Of a day that does not exist, such as 31 February, the number of one that does. */
function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS
}

function isFirstOfJanuary({ month, day }: Day): boolean {
  return month === 1 && day === 1
}

function isLastOfFebruary({ month, day }: Day): boolean {
  return month === 2 && day >= 28
}

function tens(day: number): number {
  return Math.floor(day / 10)
}
