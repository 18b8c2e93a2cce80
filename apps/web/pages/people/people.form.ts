import type { AccountNeed, CheckKind, CreatePerson, RecordCheck, RenamePerson, Role } from '@contactpoint/contracts'
import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of a form as a browser sends them. */
export type PersonForm = Record<string, string | undefined>

/** Whose account is to be made; what is missing or wrong is for the gateway to refuse. */
export function personIn(form: PersonForm): CreatePerson {
  const [organisationId, formerPersonId] = [filled(form['organisationId']), filled(form['formerPersonId'])]
  const typed = (name: string): string => filled(form[name]) ?? ''
  return {
    ...{ username: typed('username').toLowerCase(), role: typed('role') as Role, need: typed('need') as AccountNeed },
    ...{ givenName: typed('givenName'), familyName: typed('familyName'), postcode: typed('postcode') },
    ...{ phone: typed('phone'), email: typed('email') },
    ...(organisationId && { organisationId }),
    ...(formerPersonId && { formerPersonId }),
  }
}

/** What somebody is called now, and where they live. */
export function nameIn(personId: string, form: PersonForm): RenamePerson {
  const { givenName, familyName, postcode } = personIn(form)
  return { personId, givenName, familyName, postcode }
}

export function checkIn(personId: string, form: PersonForm): RecordCheck {
  const [kind, reference] = [(form['kind'] ?? '') as CheckKind, filled(form['reference']) ?? '']
  return { personId, kind, reference, until: dateIn(form, 'until') ?? '' }
}

/** What to do about a field of an account that is to be made. */
export const MAKING: Record<string, string> = {
  username: 'Enter a user name of 3 to 50 small letters, digits, dots and dashes, like a.patel',
  role: 'Select what they are to do',
  need: 'Select why they need it',
  organisationId: 'Select where they work',
  givenName: 'Enter their given name',
  familyName: 'Enter their family name',
  formerPersonId: 'Enter the number of an account that is closed, or leave this empty',
}

/** What to do about a field of a recovery. */
export const RECOVERING: Record<string, string> = {
  ground: 'Select why they cannot sign in',
  reference:
    'Enter where it stands that you checked who they are: letters, digits, slashes and dashes, like ID/2026/0417',
}

/** What to do about a field of a check. */
export const CHECKING: Record<string, string> = {
  kind: 'Select what was checked',
  reference: 'Enter where it stands in the register: letters, digits, slashes and dashes, like DBS/2026/0012345',
  until: 'Enter a real day in the future: three years from now at the most for a disclosure, ten for an identity',
}
