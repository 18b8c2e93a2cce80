/** `YYYY-MM-DD`, a day that exists. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** A {@link isDay} between 1900 and 2100: what a date about a living person can be. */
export function isIsoDate(text: unknown): text is string {
  return isDay(text) && /^(19|20)/.test(text)
}

/** Kept: making one costs as much as a whole validation. */
const ENGLISH_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
const ENGLISH_TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium' })

/** The day in England at an instant, `YYYY-MM-DD`. */
export function englishDay(instant: Date): string {
  return ENGLISH_DAY.format(instant)
}

/** The time of day in England at an instant, `HH:MM:SS`. */
export function englishTime(instant: Date): string {
  return ENGLISH_TIME.format(instant)
}
