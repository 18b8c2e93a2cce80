import type { Reason, RunEnquiry } from '@contactpoint/contracts'
import { filled } from '../../layout/dates.rules.ts'

/** What is looked up, as it stands in the address: ids, which name nobody. */
export type EntriesForm = Record<string, string | undefined>

/** The question of a form; null when it asks for nobody yet. */
export function enquiryIn(form: EntriesForm): RunEnquiry | null {
  const [childId, personId] = [filled(form['childId'])?.toUpperCase(), filled(form['personId'])]
  const [organisation, from, to] = [filled(form['organisation']), filled(form['from']), filled(form['to'])]
  if (!childId && !personId && !organisation) return null
  return {
    ...(childId && { childId }),
    ...(personId && { personId }),
    ...(organisation && { organisation }),
    ...(form['reason'] && { reason: form['reason'] as Reason }),
    ...(from && { from }),
    ...(to && { to }),
    ...(form['before'] && { before: Number(form['before']) }),
    limit: 50,
  }
}

/** The address of the page with older entries. */
export function nextPage(form: EntriesForm, before: number): string {
  const kept = Object.entries(form).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return `/audit/entries?${new URLSearchParams([...kept.filter(([name]) => name !== 'before'), ['before', String(before)]])}`
}
