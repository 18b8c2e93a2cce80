import { BREAKDOWNS, type Breakdown } from '@contactpoint/contracts'
import { filled } from '../../layout/dates.rules.ts'

/** The filters of a dashboard, as they stand in its address. */
export type PeriodForm = Record<string, string | undefined>

/** Which days, and by what; left out: as the API has it. */
export function periodIn(form: PeriodForm): { from?: string; to?: string; by?: Breakdown } {
  const [from, to] = [filled(form['from']), filled(form['to'])]
  const by = BREAKDOWNS.find((one) => one === form['by'])
  return { ...(from && { from }), ...(to && { to }), ...(by && { by }) }
}

/** The same without the breakdown, for figures that have none. */
export function daysIn(form: PeriodForm): { from?: string; to?: string } {
  const { by: _by, ...days } = periodIn(form)
  return days
}
