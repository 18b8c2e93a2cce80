import type { FieldError } from '../../layout/field-errors.rules.ts'

export interface NameForm {
  username: string
  password: string
}

const ENTER = {
  username: 'Enter your user name',
  password: 'Enter your password',
}

/** Fields that were left empty. */
export function missingIn<Form extends object>(
  form: Form,
  fields: readonly (keyof Form & keyof typeof ENTER)[],
): FieldError[] {
  return fields.filter((field) => !String(form[field] ?? '').trim()).map((field) => ({ field, text: ENTER[field] }))
}
