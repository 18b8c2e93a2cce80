import { englishDay, englishTime } from '@contactpoint/text'

const PARTS = /YYYY|YY|MM|M|DD|D/g
const PATTERNS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

/** A time of day behind the date says nothing about a birthday, unless it says where in the world it is that time. */
const TIME = '(?:[T ](?<time>\\d{1,2}:\\d{2}[\\d:.]*) ?(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?)?)?'
const ISO_DAY = new RegExp(`^(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})${TIME}$`)
const MIDNIGHT = /^0?0:00[0:.]*$/
/** When the day begins somewhere east of England, it is such a time in England, a day earlier. */
const MAY_BE_MIDNIGHT_EAST = /^(?:1[1-9]|2\d):[03]0:00$/
/** What programs write for a day that is meant to have no time, so that it is the same day nearly everywhere. */
const NOON = 'T12:00:00.000Z'

/** A year of two digits from here on is of the last century. */
const FIRST_TWO_DIGIT_YEAR = 30

const known = new Map<string, RegExp>()

/** A date's parts as a source has them, `year` of four digits or two; an empty one is not known. */
export interface DateParts {
  readonly year: string
  readonly month: string
  readonly day: string
}

/** A day that a text gives. */
export interface DayRead {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** True when the text gives an instant that may be the midnight of a day later, elsewhere. */
  readonly isDoubtful: boolean
}

/**
 * A text in a format made of `YYYY`, `YY`, `MM`, `M`, `DD`, `D` (each of year, month and day once) and separators, as
 * `YYYY-MM-DD`; null when the text has not that form. `MM` and `DD` are two digits, `M` and `D` one or two. A time
 * behind the date is ignored, but with a zone (`2015-06-14T23:00:00.000Z`) it is the day in England, unless it is midnight
 * where it was written. Whether there is such a day is not looked at.
 *
 * @throws RangeError when the format lacks year, month or day or has one of them twice
 */
export function readDay(text: string, format: string): DayRead | null {
  return dayOf(patternOf(format), text)
}

/** The day of {@link readDay}, doubtful or not. */
export function readDate(text: string, format: string): string | null {
  return readDay(text, format)?.day ?? null
}

/** The text without its time; see {@link readDay}. As it is when it is no date that begins with the year. */
export function withoutTime(text: string): string {
  return dayOf(ISO_DAY, text)?.day ?? text
}

function dayOf(pattern: RegExp, text: string): DayRead | null {
  const found = pattern.exec(text.trim())?.groups
  if (!found) return null
  const { year = '', month = '', day = '', time, zone } = found
  const written = dateFromParts({ year, month, day })
  if (written === null || time === undefined || zone === undefined || MIDNIGHT.test(time))
    return written === null ? null : { day: written, isDoubtful: false }
  const offset = zone.length === 3 ? `${zone}:00` : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const instant = new Date(`${written}T${time.padStart(time.indexOf(':') === 1 ? time.length + 1 : 0, '0')}${offset}`)
  if (Number.isNaN(instant.getTime())) return null
  return { day: englishDay(instant), isDoubtful: mayBeMidnightEast(instant) }
}

/**
 * A date in three columns as `YYYY-MM-DD`, month and day filled up with zeros, `00` where empty; null when the year is
 * missing or a part is not a number of its size. A year of two digits is 1930 to 2029. Whether there is such a day is
 * not looked at.
 */
export function dateFromParts(parts: DateParts): string | null {
  const [year, month, day] = [parts.year.trim(), parts.month.trim(), parts.day.trim()]
  if (!/^(\d{2}|\d{4})$/.test(year) || !/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day)) return null
  const century = Number(year) < FIRST_TWO_DIGIT_YEAR ? '20' : '19'
  return `${year.length === 2 ? century : ''}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function mayBeMidnightEast(instant: Date): boolean {
  return MAY_BE_MIDNIGHT_EAST.test(englishTime(instant)) && !instant.toISOString().endsWith(NOON)
}

function patternOf(format: string): RegExp {
  const seen = known.get(format)
  if (seen) return seen
  const letters = (format.match(PARTS) ?? []).map((part) => part[0]).sort()
  if (letters.join('') !== 'DMY') throw new RangeError('A date format has year, month and day once each')
  const separators = format.split(PARTS).map((text) => text.replaceAll(/[^\w\s]/g, '\\$&'))
  const parts = (format.match(PARTS) ?? []).map((part) => PATTERNS[part]!)
  const pattern = new RegExp(`^${separators.map((text, i) => text + (parts[i] ?? '')).join('')}${TIME}$`)
  known.set(format, pattern)
  return pattern
}
