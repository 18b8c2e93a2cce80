import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of the form as a browser sends them. */
export type ReviewForm = Record<string, string | undefined>

/** What somebody outside said; what is missing or wrong is for the gateway to refuse. */
export function reviewIn(form: ReviewForm) {
  return {
    reviewer: filled(form['reviewer']) ?? '',
    organisation: filled(form['organisation']) ?? '',
    reviewedOn: dateIn(form, 'reviewedOn') ?? '',
    signature: filled(form['signature']) ?? '',
  }
}
