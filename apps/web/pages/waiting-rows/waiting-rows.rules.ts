import type { FedField, ParkedRow } from '@contactpoint/contracts'

/** A row as the path of its page names it. */
export interface RowNamed {
  childId: string
  source: string
  batchId: string
  row: string
}

export function isRow({ source, batchId, row }: ParkedRow, named: RowNamed): boolean {
  return source === named.source && batchId === named.batchId && String(row) === named.row
}

const THINGS: Readonly<Record<FedField, string>> = {
  name: 'The name',
  formerNames: 'Former names',
  dateOfBirth: 'The date of birth',
  dateOfDeath: 'A date of death',
  gender: 'The gender',
  address: 'The address',
  identifiers: 'Numbers, such as the NHS number',
  carers: 'Who cares for the child',
  education: 'The school',
  gpPracticeCode: 'The GP practice',
  services: 'A service that works with the child',
}

/** What everybody sees of a shielded child. */
const SHOWN: readonly FedField[] = ['name', 'dateOfBirth', 'gender']

/** What a row speaks of, and whether everybody would see that. */
export function thingsOf({ says }: Pick<ParkedRow, 'says'>): { thing: string; isShown: boolean }[] {
  return says.map((field) => ({ thing: THINGS[field], isShown: SHOWN.includes(field) }))
}
