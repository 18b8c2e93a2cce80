import { BREAKDOWNS, type Breakdown } from '@contactpoint/contracts'
import { filled } from '../../layout/dates.rules.ts'

/** The filters of a dashboard, as they stand in its address. */
export type PeriodForm = Record<string, string | undefined>

/** Which days, of which organisation, and by what; left out: as the API has it. */
export function periodIn(form: PeriodForm): { from?: string; to?: string; organisation?: string; by?: Breakdown } {
  const [from, to, organisation] = [filled(form['from']), filled(form['to']), filled(form['organisation'])]
  return { ...(from && { from }), ...(to && { to }), ...(organisation && { organisation }), ...byIn(form) }
}

/** By what alone, for figures that are of now. */
export function byIn(form: PeriodForm): { by?: Breakdown } {
  const by = BREAKDOWNS.find((one) => one === form['by'])
  return by ? { by } : {}
}

/** The same without the breakdown, for figures that have none. */
export function daysIn(form: PeriodForm): { from?: string; to?: string; organisation?: string } {
  const { by: _by, ...days } = periodIn(form)
  return days
}
