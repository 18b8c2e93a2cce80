/** What a column holds, which decides how its values are normalised, compared and used in blocking. */
export const FIELD_TYPES = [
  'given-name',
  'middle-name',
  'family-name',
  'full-name',
  'date-of-birth',
  'gender',
  'postcode',
  'address',
  'locality',
  'phone',
  'email',
  'identifier',
  'place-of-birth',
  'category',
  'text',
] as const

export type FieldType = (typeof FIELD_TYPES)[number]

export const IDENTIFIER_SCHEMES = ['nhs-number', 'upn', 'other'] as const

export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number]

/** One field of the records to be linked. */
export interface Field {
  readonly type: FieldType
  /** Unique among the fields of one table; shown in explanations. */
  readonly name: string
  /** Of an identifier only; default `other`. */
  readonly scheme?: IdentifierScheme
}

/** The kinds of fields in their order, to be compared and shown: `given-name, identifier upn`. */
export function fieldKinds(fields: readonly Pick<Field, 'type' | 'scheme'>[]): string {
  return fields.map(({ type, scheme }) => (scheme ? `${type} ${scheme}` : type)).join(', ')
}
