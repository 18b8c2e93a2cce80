import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of the form as a browser sends them. */
export type GrantForm = Record<string, string | undefined>

/** For whom a grant is proposed, and until the end of which day; what is no day is for the gateway to refuse. */
export function grantIn(form: GrantForm): { personId: string; until: string } {
  const day = dateIn(form, 'until')
  return { personId: filled(form['personId']) ?? '', until: day ? `${day}T23:59:59Z` : '' }
}
