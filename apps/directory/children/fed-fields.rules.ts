/** Fields of a child that feeds write, each with its provenance. */
export const FED_FIELDS = [
  'name',
  'formerNames',
  'dateOfBirth',
  'dateOfDeath',
  'gender',
  'address',
  'identifiers',
  'carers',
  'education',
  'gpPracticeCode',
  'services',
] as const
export type FedField = (typeof FED_FIELDS)[number]

/** More than these are not kept. */
export const MOST_FORMER_NAMES = 50
export const MOST_IDENTIFIERS = 20
export const MOST_CARERS = 20

/** False of a field of which a record says nothing. */
export function isKnown(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined
}
