import type { SearchCriteria } from '@contactpoint/contracts'
import { dateIn, filled } from '../../layout/dates.rules.ts'
import type { Purpose } from '../../session/session.schema.ts'

/** The fields of the form as a browser sends them. */
export type SearchForm = Record<string, string | undefined>

/** Whom they look for. A year alone is a range of days. */
export function criteriaIn(form: SearchForm): Partial<SearchCriteria> {
  const dateOfBirth = dateIn(form, 'born')
  const year = filled(form['birthYear'])
  const criteria: Record<string, string | undefined> = {
    familyName: filled(form['familyName']) ?? '',
    givenName: filled(form['givenName']),
    ...(dateOfBirth || !year ? { dateOfBirth } : { dateOfBirthFrom: `${year}-01-01`, dateOfBirthTo: `${year}-12-31` }),
    gender: filled(form['gender']),
    postcode: filled(form['postcode']),
    carerFamilyName: filled(form['carerFamilyName']),
    phone: filled(form['phone']),
  }
  return Object.fromEntries(Object.entries(criteria).filter(([, value]) => value !== undefined))
}

/** The form as it was filled in, from what was asked. */
export function formOf(criteria: Partial<SearchCriteria>, purpose: Purpose | undefined): SearchForm {
  const { dateOfBirth, dateOfBirthFrom, dateOfBirthTo: _to, ...others } = criteria
  const [year, month, day] = dateOfBirth?.split('-') ?? []
  return {
    ...others,
    ...purpose,
    ...(dateOfBirth && { 'born-year': year, 'born-month': month, 'born-day': day }),
    ...(dateOfBirthFrom && { birthYear: dateOfBirthFrom.slice(0, 4) }),
  }
}
