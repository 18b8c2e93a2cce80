import type { Random } from './random.ts'
import { SHARES } from './shares-of-england.ts'

const DAY = 86_400_000
const FIRST_YEAR = 2009

/** Live births in England and Wales in thousands, from 2009 (ONS, Births in England and Wales). */
const BIRTHS = [706, 723, 724, 730, 699, 695, 698, 696, 679, 657, 640, 614, 625, 606]
const MOST_BIRTHS = Math.max(...BIRTHS)

/** Days are counted from 1 January 1970, so that gaps between siblings are plain subtraction. */
export interface DayRange {
  first: number
  last: number
}

export function toDay(isoDate: string): number {
  return Math.round(Date.parse(`${isoDate}T00:00:00Z`) / DAY)
}

export function toIsoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** The calendar year in which the school year of this date began (1 September). */
export function schoolYear(isoDate: string): number {
  return Number(isoDate.slice(0, 4)) - (isoDate.slice(5) < '09-01' ? 1 : 0)
}

/** The calendar year in which a child starts reception: the September after the fourth birthday. */
export function receptionYear(dateOfBirth: string): number {
  return schoolYear(dateOfBirth) + 5
}

/** Dates of birth of those at school on the date: four when the school year began, not yet 18 at the end of the year. */
export function schoolAges(referenceDate: string): DayRange {
  const youngest = schoolYear(referenceDate) - 4
  const eldest = Number(referenceDate.slice(0, 4)) - 17
  return { first: toDay(`${eldest}-01-01`), last: toDay(`${youngest}-08-31`) }
}

/** One day of birth in the range: fewer children are born at weekends and over Christmas, and in lean years. */
export function drawBirthday(random: Random, range: DayRange): number {
  for (;;) {
    const day = random.between(range.first, range.last)
    if (random.chance(likelihood(day))) return day
  }
}

function likelihood(day: number): number {
  const date = new Date(day * DAY)
  const births = BIRTHS[Math.min(Math.max(date.getUTCFullYear() - FIRST_YEAR, 0), BIRTHS.length - 1)]!
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
  const christmas = date.getUTCMonth() === 11 && (date.getUTCDate() === 25 || date.getUTCDate() === 26)
  return (births / MOST_BIRTHS) * (christmas ? SHARES.christmas : weekend ? SHARES.weekend : 1)
}

const MOST_CHILDREN = 4
const MARGIN = 6 * 365

/**
 * Birthdays of the children of one household who are in the range, eldest first: 1 to 4. A day that occurs twice is a
 * pair of twins (about 1.5% of births); otherwise siblings are at least ten months apart.
 */
export function drawSiblings(random: Random, range: DayRange): number[] {
  // Families begin before the range and go on after it; without them too few children would be born at its two ends.
  const families = { first: range.first - MARGIN, last: range.last + MARGIN }
  for (;;) {
    const inRange = drawBirthdays(random, families).filter((day) => day >= range.first && day <= range.last)
    if (inRange.length > 0) return inRange
  }
}

function drawBirthdays(random: Random, range: DayRange): number[] {
  const size = random.next()
  const wanted = SHARES.sizes.findIndex((share) => size < share) + 1
  const days = birth(random, drawBirthday(random, range))
  while (days.length < wanted) {
    const gap = 300 + random.below(700) + random.below(900)
    if (random.chance(SHARES.younger)) days.push(...birth(random, days[days.length - 1]! + gap))
    else days.unshift(...birth(random, days[0]! - gap))
  }
  return days.slice(0, MOST_CHILDREN)
}

function birth(random: Random, day: number): number[] {
  return random.chance(SHARES.twins) ? [day, day] : [day]
}
