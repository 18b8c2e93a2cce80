import type { Comparator } from '../fields/comparator.ts'
import { familyName, type FamilyName } from '../fields/family-name.ts'
import { givenName, type GivenName } from '../fields/given-name.ts'
import { givenNameVariants } from '../given-names.ts'

/** What a comparator makes of a name. */
export interface Prepared {
  /** Its words written together. */
  readonly whole: string
}

/** How names of one kind are compared, and found among many. */
export interface NameRule<Value extends Prepared> {
  readonly comparator: Comparator<Value>
  /** Names that agree without looking alike have one of these keys among the other's {@link lookedFor}. */
  readonly keys: (name: Value) => string[]
  readonly lookedFor: (name: Value) => string[]
}

/** Beginnings and initials look like the name that they are of. */
export const GIVEN: NameRule<GivenName> = {
  comparator: givenName,
  keys: ({ whole, parts, sound }) => [
    ...[...new Set([whole, ...parts])].map((part) => `part ${part}`),
    `sound ${sound}`,
  ],
  lookedFor: ({ whole, parts, sound }) => [
    ...[whole, ...parts].flatMap((part) => [...givenNameVariants(part)]).map((part) => `part ${part}`),
    `sound ${sound}`,
  ],
}

const familyKeys = ({ parts, core, sound }: FamilyName): string[] => [
  ...parts.map((part) => `part ${part}`),
  `core ${core}`,
  `sound ${sound}`,
]

export const FAMILY: NameRule<FamilyName> = { comparator: familyName, keys: familyKeys, lookedFor: familyKeys }
