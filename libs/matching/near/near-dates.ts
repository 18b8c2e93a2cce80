const DAY_MS = 86_400_000

/** Children are of so many years, and one child's birth date is taken for no other's beyond them. */
const YEARS = 19
const DAYS_OF_CHILDHOOD = 6_575

/** Registers err by days: the more of them, the more birth dates lie between. */
const FURTHEST_DAYS = 31
const MANY_DAYS = 7

/** Bits of a birth date that is one of so many. */
const oneOf = (dates: number): number => Math.log2(DAYS_OF_CHILDHOOD / dates)

/** By how many days they are apart. More than a week is no slip, and is worth a bit less. */
const DAYS_APART = Array.from(
  { length: FURTHEST_DAYS + 1 },
  (_, days) => oneOf(2 * days + 1) - (days > MANY_DAYS ? 1 : 0),
)
const SWAPPED = oneOf(2)
/** The month, or the year, before and after. */
const BESIDE = oneOf(3)
const OTHER_MONTH = oneOf(12)
/** Half a bit less: a year that is wrong is wrong by one. */
const OTHER_YEAR = oneOf(YEARS) - 0.5
/** So many days of a month end in the same digit. */
const TENS = oneOf(3.4)
const ONES = oneOf(10)
/** One child in a hundred is entered as born on 1 January. */
const FIRST_OF_JANUARY = Math.log2(18 / (1 / 100 + 1 / 365))
const WHOLE_YEAR = oneOf(365)

/** A day that exists. */
export interface Day {
  /** Days since 1 January 1970. */
  readonly number: number
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly isLastOfMonth: boolean
}

/** @param text `YYYY-MM-DD` */
export function dayOf(text: string): Day {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const isLastOfMonth = day >= 28 && day === new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { number: dayNumber(year, month, day), year, month, day, isLastOfMonth }
}

/**
 * How seldom a stranger's birth date is as near to the shown one, in bits: the binary logarithm of how many of the days of eighteen
 * years would do. Zero when they are not near. Near are the same day, day and month swapped, some days apart, the same day of
 * another month or year, one digit of the day, and the first of January of the year (what registers fill in where nobody
 * knows the day): on the other record that says much, as the shown one it says the year.
 */
export function dateBits(shown: Day, other: Day): number {
  const days = Math.abs(shown.number - other.number)
  const apart = days <= FURTHEST_DAYS ? DAYS_APART[days]! : 0
  if (days === 0) return apart
  return Math.max(
    apart,
    onOneDay(shown, other) ? sameDayElsewhere(shown, other) : 0,
    shown.year === other.year ? inOneYear(shown, other) : 0,
  )
}

/** False only for a day whose {@link dateBits} with the other are zero, either being shown; a few comparisons for the many that are. */
export function mayBeNear(other: Day, number: number, year: number, day: number): boolean {
  const days = number - other.number
  if (days <= FURTHEST_DAYS && days >= -FURTHEST_DAYS) return true
  return day === other.day || year === other.year || (day >= 28 && other.day >= 28)
}

/** The last day of a month is one day in every month. */
function onOneDay(a: Day, b: Day): boolean {
  return a.day === b.day || ((a.isLastOfMonth || b.isLastOfMonth) && Math.min(a.day, b.day) >= 28)
}

function sameDayElsewhere(a: Day, b: Day): number {
  const months = Math.abs(12 * (a.year - b.year) + a.month - b.month)
  if (months === 1 || months === 12) return BESIDE
  if (a.year === b.year) return OTHER_MONTH
  return a.month === b.month && Math.abs(a.year - b.year) <= YEARS ? OTHER_YEAR : 0
}

function inOneYear(shown: Day, other: Day): number {
  if (shown.month === other.day && shown.day === other.month) return SWAPPED
  const oneDigit = shown.month === other.month ? inOneMonth(shown.day, other.day) : 0
  if (isFirstOfJanuary(other)) return Math.max(FIRST_OF_JANUARY, oneDigit)
  return isFirstOfJanuary(shown) ? Math.max(WHOLE_YEAR, oneDigit) : oneDigit
}

function inOneMonth(day: number, other: number): number {
  if (day % 10 === other % 10) return TENS
  return tens(day) === tens(other) ? ONES : 0
}

/** Every day, by number, whose {@link dateBits} with this one are more than zero; some others too. Some 130; of a first of January, a year. */
export function daysToLookAt({ number, year, month, day }: Day): Set<number> {
  const found = new Set<number>()
  const last = number + (month === 1 && day === 1 ? 366 : FURTHEST_DAYS)
  for (let near = number - FURTHEST_DAYS; near <= last; near++) found.add(near)
  const days = day >= 28 ? [28, 29, 30, 31] : [day]
  for (const one of days) {
    for (let other = -1; other <= 12; other++) found.add(dayNumber(year, other + 1, one))
    for (let other = year - YEARS; other <= year + YEARS; other++) found.add(dayNumber(other, month, one))
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

function tens(day: number): number {
  return Math.floor(day / 10)
}
