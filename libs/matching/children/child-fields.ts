import type { Field } from '../fields/field.ts'

/** What the directory compares of a row and a child: a model for it is of these fields, in this order. */
export const CHILD_FIELDS: readonly Field[] = [
  { type: 'given-name', name: 'given name' },
  { type: 'middle-name', name: 'middle name' },
  { type: 'family-name', name: 'family name' },
  { type: 'date-of-birth', name: 'date of birth' },
  { type: 'gender', name: 'gender' },
  { type: 'postcode', name: 'postcode' },
  { type: 'identifier', name: 'NHS number', scheme: 'nhs-number' },
  { type: 'identifier', name: 'UPN', scheme: 'upn' },
]
