import { address } from './address.ts'
import { category, gender } from './category.ts'
import type { Comparator } from './comparator.ts'
import { dateOfBirth } from './date-of-birth.ts'
import { email } from './email.ts'
import { familyName } from './family-name.ts'
import type { Field, FieldType, IdentifierScheme } from './field.ts'
import { fullName } from './full-name.ts'
import { givenName } from './given-name.ts'
import { identifierOf } from './identifier.ts'
import { phone } from './phone.ts'
import { place } from './place.ts'
import { postcode } from './postcode.ts'

const OF_TYPE: Record<Exclude<FieldType, 'identifier'>, Comparator> = {
  'given-name': givenName,
  'middle-name': givenName,
  'family-name': familyName,
  'full-name': fullName,
  'date-of-birth': dateOfBirth,
  gender,
  postcode,
  address,
  locality: place,
  phone,
  email,
  'place-of-birth': place,
  category,
  text: place,
}

const OF_SCHEME: Record<IdentifierScheme, Comparator> = {
  'nhs-number': identifierOf('nhs-number'),
  upn: identifierOf('upn'),
  other: identifierOf('other'),
}

/** How values of the field are normalised, compared and used in blocking: the one place that decides it. */
export function comparatorOf(field: Field): Comparator {
  return field.type === 'identifier' ? OF_SCHEME[field.scheme ?? 'other'] : OF_TYPE[field.type]
}
