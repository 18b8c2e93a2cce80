import { AGREEMENT_VERSION, type EnrolPerson } from '@contactpoint/contracts'
import type { FieldError } from '../../layout/field-errors.rules.ts'

/** The fields of the form as a browser sends them. */
export interface EnrolForm {
  username?: string
  enrolmentCode?: string
  password?: string
  again?: string
  pin?: string
  agreement?: string
}

const ENTER = {
  username: 'Enter your user name',
  enrolmentCode: 'Enter the code that was handed to you',
  password: 'Enter a password that only you know',
  pin: 'Enter a PIN that only you know',
  agreement: 'Read the agreement, and select that you sign it',
} as const

/** What was left empty, and a password that was typed in two ways: nothing is asked before this is right. */
export function missingIn(form: EnrolForm): FieldError[] {
  const fields = Object.keys(ENTER) as (keyof typeof ENTER)[]
  const empty = fields.filter((field) => !form[field]?.trim()).map((field) => ({ field, text: ENTER[field] }))
  if (empty.length > 0 || form.password === form.again) return empty
  return [{ field: 'again', text: 'Enter the same password twice' }]
}

/** As it is sent. The agreement is signed in the version that the page has shown. */
export function enrolmentIn(form: EnrolForm): EnrolPerson {
  const [username, enrolmentCode] = [form.username, form.enrolmentCode].map((typed) => (typed ?? '').trim())
  return {
    ...{ username: username!, enrolmentCode: enrolmentCode!, password: form.password ?? '' },
    ...{ pin: (form.pin ?? '').trim(), agreement: form.agreement === 'signed' ? AGREEMENT_VERSION : '' },
  }
}

/** The seed of a token in groups, as somebody types it. */
export function inGroups(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
