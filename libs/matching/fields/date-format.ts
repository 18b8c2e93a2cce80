const PARTS = /YYYY|YY|MM|M|DD|D/g
const PATTERNS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

/** A time of day behind the date says nothing about a birthday. */
const TIME = '(?:[T ]\\d{1,2}:\\d{2}[\\d:.]*(?:Z|[+-]\\d{2}:?\\d{2})?)?'

/** A year of two digits from here on is of the last century. */
const FIRST_TWO_DIGIT_YEAR = 30

const known = new Map<string, RegExp>()

/** A date's parts as a source has them, `year` of four digits or two; an empty one is not known. */
export interface DateParts {
  readonly year: string
  readonly month: string
  readonly day: string
}

/**
 * A text in a format made of `YYYY`, `YY`, `MM`, `M`, `DD`, `D` (each of year, month and day once) and separators, as
 * `YYYY-MM-DD`; null when the text has not that form. `MM` and `DD` are two digits, `M` and `D` one or two. A time
 * behind the date is ignored. Whether there is such a day is not looked at.
 *
 * @throws RangeError when the format lacks year, month or day or has one of them twice
 */
export function readDate(text: string, format: string): string | null {
  const found = patternOf(format).exec(text.trim())?.groups
  return found ? dateFromParts({ year: found['year']!, month: found['month']!, day: found['day']! }) : null
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
