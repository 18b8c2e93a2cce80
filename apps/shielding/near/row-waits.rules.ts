const ENGLAND = 'Europe/London'
/** The hour at which a day ends for whoever works. */
const FIVE = 17
/** Ten working days are two weeks, bank holidays counted: from a weekend until the Friday of the week after next, by the day of the week. */
const DAYS = { monday: 14, saturday: 13, sunday: 12 }

/**
 * When a row that came is due, as the database reckons it: at five on the tenth working day after. A day and no moment: what comes on one day is due
 * together, so that a list tells nobody in which order it came.
 *
 * @param came an expression of a moment
 */
export function dueAfter(came: string): object {
  const weekday = { $isoDayOfWeek: { date: came, timezone: ENGLAND } }
  const branches = [
    { case: { $eq: [weekday, 6] }, then: DAYS.saturday },
    { case: { $eq: [weekday, 7] }, then: DAYS.sunday },
  ]
  const day = {
    $dateAdd: {
      ...{ startDate: { $dateTrunc: { date: came, unit: 'day', timezone: ENGLAND } }, unit: 'day', timezone: ENGLAND },
      amount: { $switch: { branches, default: DAYS.monday } },
    },
  }
  return { $dateAdd: { startDate: day, unit: 'hour', amount: FIVE, timezone: ENGLAND } }
}
