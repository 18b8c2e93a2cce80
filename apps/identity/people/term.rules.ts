const DAY_MS = 24 * 60 * 60 * 1000

/** Whether something that is given may be in force until then: it ends, and within so many days. */
export function isWithinDays(until: Date, days: number, now: Date): boolean {
  return until > now && until.getTime() <= now.getTime() + days * DAY_MS
}

/** The instant so many days from another. */
export function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS)
}
