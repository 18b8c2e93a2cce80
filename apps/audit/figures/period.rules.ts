import {
  entryCaller,
  Fault,
  LONGEST_BY_HOUR_DAYS,
  LONGEST_PERIOD_DAYS,
  MASKED_BELOW,
  type AppendEntry,
  type Breakdown,
  type ReadFigures,
} from '@contactpoint/contracts'
import type { Caller } from '@contactpoint/bus'

const DAY_MS = 24 * 60 * 60 * 1000
/** Days of a period that nobody said. */
const USUAL_DAYS = 28

/** Of which entries somebody may see how many there are, and how exactly. */
export interface Reader {
  /** Null: of all. */
  organisation: string | null
  /** Numbers are rounded down to multiples of it, each before anything is added up. */
  roundedTo: number
}

/** What is asked, with nothing left open. Both days are inside. */
export interface Period {
  from: string
  to: string
  /** Null: the figure has no rows. */
  by: Breakdown | null
}

/** An auditor sees all; a manager their own organisation, in steps of five. */
export function readerOf({ role, organisation }: Pick<Caller, 'role' | 'organisation'>): Reader {
  return role === 'auditor' ? { organisation: null, roundedTo: 1 } : { organisation, roundedTo: MASKED_BELOW }
}

/** @throws Fault `invalid-request` for a period or a breakdown that the figure does not have, or not for this reader */
export function periodOf(ask: ReadFigures, reader: Reader, today: string): Period {
  const isManagers = reader.roundedTo > 1
  const { to = today, from = daysBefore(to, USUAL_DAYS - 1) } = ask
  if (from > to) throw Fault.invalid('to', 'isNotBeforeFrom')
  const period = isManagers ? wholeMonths(from, to) : { from, to }
  const by = breakdownOf(ask, isManagers)
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
export function figuresEntry(entryId: string, caller: Caller, { name, from, to, by }: ReadFigures): AppendEntry {
  return {
    ...{ entryId, caller: entryCaller(caller), action: 'figures-read', outcome: 'shown', reason: null },
    ...{ children: [], particulars: { name, from: from ?? null, to: to ?? null, by: by ?? null } },
  }
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

function breakdownOf({ name, by }: ReadFigures, isManagers: boolean): Breakdown | null {
  if (name === 'people' || name === 'log') {
    if (by !== undefined) throw Fault.invalid('by', 'isOfAFigureWithRows')
    return null
  }
  if (by === undefined) return isManagers ? 'month' : 'day'
  if (isManagers && (by === 'hour' || by === 'day')) throw Fault.invalid('by', 'isMonthOrLongerForAManager')
  if (by === 'hour' && name === 'overrides') throw Fault.invalid('by', 'isNotHourOfOverrides')
  return by
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}
