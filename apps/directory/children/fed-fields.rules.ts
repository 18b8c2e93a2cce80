/** Fields of a child that feeds write, each with its provenance. */
export const FED_FIELDS = [
  'name',
  'formerNames',
  'dateOfBirth',
  'gender',
  'address',
  'identifiers',
  'carers',
  'education',
  'gpPracticeCode',
] as const
export type FedField = (typeof FED_FIELDS)[number]
