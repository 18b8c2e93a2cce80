import {
  Fault,
  LONGEST_BY_HOUR_DAYS,
  LONGEST_PERIOD_DAYS,
  type AppendEntry,
  type Breakdown,
  type Figure,
  type ReadFigures,
} from '@contactpoint/contracts'
import type { Caller } from '@contactpoint/bus'
import { breakdownOf } from './breakdowns.rules.ts'
import { ownEntry } from '../ledger/ledger.rules.ts'
import type { Reader } from './reader.rules.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Days of a period that nobody said. */
const USUAL_DAYS = 28
/** What is counted when it is asked for: nobody knows how many there were. */
const OF_NOW: readonly Figure[] = ['shields', 'coverage']

/** What is asked, with nothing left open. Both days are inside. */
export interface Period {
  from: string
  to: string
  /** Null: the figure has no rows. */
  by: Breakdown | null
}

/** @throws Fault `invalid-request` for a period or a breakdown that the figure does not have, or not for this reader */
export function periodOf(ask: ReadFigures, reader: Reader, today: string): Period {
  const by = breakdownOf(ask, reader)
  if (OF_NOW.includes(ask.name)) return periodOfNow(ask, by, today)
  const { to = today, from = daysBefore(to, USUAL_DAYS - 1) } = ask
  if (from > to) throw Fault.invalid('to', 'isNotBeforeFrom')
  const period = reader.roundedTo > 1 ? wholeMonths(from, to) : { from, to }
  if (lengthOf(period) > (by === 'hour' ? LONGEST_BY_HOUR_DAYS : LONGEST_PERIOD_DAYS))
    throw Fault.invalid('from', 'periodIsTooLong')
  return { ...period, by }
}

/** Days from one to another, both inside. */
export function daysIn({ from, to }: Pick<Period, 'from' | 'to'>): string[] {
  return Array.from({ length: lengthOf({ from, to }) }, (_, n) => daysBefore(from, -n))
}

/** A period as whole months, and days where a month is not whole: as little as there is to read of it. */
export function partsOf(period: Pick<Period, 'from' | 'to'>): string[] {
  const months = Map.groupBy(daysIn(period), monthOfDay)
  return [...months].flatMap(([month, days]) =>
    days.length === new Date(endOf(month) - 1).getUTCDate() ? [month] : days,
  )
}

/** The seven days before a day. */
export function weekBefore(day: string): Pick<Period, 'from' | 'to'> {
  return { from: daysBefore(day, 7), to: daysBefore(day, 1) }
}

/** Every month of which there is a day. */
export function monthsOf(period: Pick<Period, 'from' | 'to'>): string[] {
  return [...new Set(daysIn(period).map(monthOfDay))]
}

/** When a day or a month is over, in milliseconds. */
export function endOf(when: string): number {
  const [year, month, day] = when.split('-').map(Number) as [number, number, number | undefined]
  return day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
}

export function monthOfDay(day: string): string {
  return day.slice(0, 7)
}

/** What the log says of reading a figure. */
export function figuresEntry(entryId: string, caller: Caller, { name, ...asked }: ReadFigures): AppendEntry {
  const { from = null, to = null, by = null, organisation = null } = asked
  const particulars = { name, from, to, by, organisation }
  return ownEntry(entryId, caller, { action: 'figures-read', outcome: 'shown', particulars })
}

function periodOfNow({ from, to }: ReadFigures, by: Breakdown | null, today: string): Period {
  if (from !== undefined) throw Fault.invalid('from', 'isOfThisFigure')
  if (to !== undefined) throw Fault.invalid('to', 'isOfThisFigure')
  return { from: today, to: today, by }
}

/**
 * What a manager is shown is made of whole months: of two periods that differ by a day, the difference would be that day's number, however
 * well it is masked itself.
 */
function wholeMonths(from: string, to: string): { from: string; to: string } {
  return { from: `${monthOfDay(from)}-01`, to: new Date(endOf(monthOfDay(to)) - 1).toISOString().slice(0, 10) }
}

function lengthOf({ from, to }: Pick<Period, 'from' | 'to'>): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}
