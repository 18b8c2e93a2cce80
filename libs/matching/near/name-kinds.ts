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

/** Shorter beginnings are no short forms, but for one letter. */
const SHORTEST_BEGINNING = 3

export const GIVEN: NameRule<GivenName> = {
  comparator: givenName,
  keys: ({ whole, parts, initials, sound }) => [
    ...[...new Set([whole, ...parts])].map((part) => `part ${part}`),
    `sound ${sound}`,
    `initials ${initials}`,
    `letter ${whole.slice(0, 1)}`,
    `start ${whole.slice(0, SHORTEST_BEGINNING)}`,
    `whole ${whole}`,
  ],
  lookedFor: ({ whole, parts, initials, sound }) => [
    ...[whole, ...parts].flatMap((part) => [...givenNameVariants(part)]).map((part) => `part ${part}`),
    `sound ${sound}`,
    `initials ${whole}`,
    ...(whole.length === 1 ? [`letter ${whole}`] : []),
    ...(whole.length >= SHORTEST_BEGINNING ? [`start ${whole.slice(0, SHORTEST_BEGINNING)}`] : []),
    ...[initials, ...beginningsOf(whole)].map((start) => `whole ${start}`),
  ],
}

const familyKeys = ({ parts, core, sound }: FamilyName): string[] => [
  ...parts.map((part) => `part ${part}`),
  `core ${core}`,
  `sound ${sound}`,
]

export const FAMILY: NameRule<FamilyName> = { comparator: familyName, keys: familyKeys, lookedFor: familyKeys }

function beginningsOf(whole: string): string[] {
  const lengths = [1, ...Array.from({ length: whole.length }, (_, n) => n + SHORTEST_BEGINNING)]
  return lengths.filter((length) => length <= whole.length).map((length) => whole.slice(0, length))
}
