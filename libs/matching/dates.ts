import { isDay } from '@contactpoint/text'

const FIRST_DAY = '1990-01-01'
const LAST_DAY = '2099-12-31'

/**
 * The dates that a birth date may have been before one slip of the pen: itself, day and month swapped, and every date
 * that differs in one digit of `YYYYMMDD`. Only days that exist, 1990 to 2099; sorted, unique, about 25 to 40.
 * Symmetric: a date is near every date that is near it. A day outside those years is near itself only.
 *
 * @param isoDate `YYYY-MM-DD`
 * @throws RangeError when there is no such day (the message does not repeat it): an empty answer would hide a near
 * record
 */
export function nearDates(isoDate: string): string[] {
  if (!isDay(isoDate)) throw new RangeError('A birth date to search near must be a day that exists')
  if (!isInRange(isoDate)) return [isoDate]
  const candidates = [isoDate, swapped(isoDate), ...oneDigitOff(isoDate)]
  return [...new Set(candidates.filter((date) => isInRange(date) && isDay(date)))].sort()
}

/** True when one of the two dates is among the {@link nearDates} of the other; both must be days that exist. */
export function areNearDates(a: string, b: string): boolean {
  if (a === b) return true
  if (!isInRange(a) || !isInRange(b)) return false
  if (swapped(a) === b) return true
  let different = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) different++
  return different <= 1
}

function swapped(isoDate: string): string {
  return `${isoDate.slice(0, 4)}-${isoDate.slice(8, 10)}-${isoDate.slice(5, 7)}`
}

function oneDigitOff(isoDate: string): string[] {
  const dates: string[] = []
  for (let i = 0; i < isoDate.length; i++) {
    if (isoDate[i] === '-') continue
    for (const digit of '0123456789') dates.push(isoDate.slice(0, i) + digit + isoDate.slice(i + 1))
  }
  return dates
}

function isInRange(isoDate: string): boolean {
  return isoDate >= FIRST_DAY && isoDate <= LAST_DAY
}
