import {
  ORGANISATION_EVIDENCE,
  type AccreditOrganisation,
  type ConfirmContact,
  type CreateOrganisation,
  type Sector,
} from '@contactpoint/contracts'
import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of a form as a browser sends them: of checkboxes one text, or several. */
export type OrganisationForm = Record<string, string | string[] | undefined>

/** What is to be added; what is missing or wrong is for the gateway to refuse. */
export function organisationIn(form: OrganisationForm): CreateOrganisation {
  const [name, sector, authority, phone, email] = ['name', 'sector', 'authority', 'phone', 'email'].map((field) => {
    const typed = form[field]
    return (typeof typed === 'string' && filled(typed)) || ''
  }) as [string, Sector, string, string, string]
  return { name, sector, authority, phone, email }
}

/** What was seen of an organisation, and until when it is accredited. */
export function accreditationIn(organisationId: string, form: OrganisationForm): AccreditOrganisation {
  const { evidence = [], ...others } = form
  const seen = [evidence].flat()
  return {
    ...{ organisationId, until: dateIn(others as Record<string, string>, 'until') ?? '' },
    evidence: ORGANISATION_EVIDENCE.filter((one) => seen.includes(one)),
    disciplinaryProcedure: form['disciplinaryProcedure'] === 'yes',
  }
}

/** How an organisation is reached, as it was typed. */
export function contactIn(organisationId: string, form: OrganisationForm): ConfirmContact {
  const { phone, email } = organisationIn(form)
  return { organisationId, phone, email }
}

export const ADDING: Record<string, string> = {
  name: 'Enter the name of the organisation',
  sector: 'Select where it works',
  authority: 'Enter the code of your authority, three digits, like 383',
}

export const ACCREDITING: Record<string, string> = {
  evidence: 'Select each paper when you have seen it: all of them are needed',
  disciplinaryProcedure: 'Its disciplinary procedure must work: select that it does',
  until: 'Enter a real day in the future, two years from now at the most',
}
