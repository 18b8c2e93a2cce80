import type { Address } from './address.ts'

/** Relationship of a carer to the child; the words of `libs/contracts/vocabulary.ts`. */
export type CarerRelationship =
  'mother' | 'father' | 'parent' | 'step-parent' | 'grandparent' | 'foster-carer' | 'guardian' | 'other'

export interface SyntheticCarer {
  givenName: string
  familyName: string
  relationship: CarerRelationship
  /** Eleven digits beginning 077009; absent for about one carer in ten. */
  telephone?: string
}

/** One row of the school census: a child on the roll of one school. */
export interface Registration {
  /** See `RecordIds`. */
  pupilMatchingRef: string
  schoolUrn: string
  /** When the child joined the school; absent for about 2%. */
  entryDate?: string
}

/** A child of the synthetic England, with the truth about it. Dates are `YYYY-MM-DD`. */
export interface SyntheticChild {
  personId: string
  /** Siblings have the same. */
  householdId: string
  givenName: string
  middleNames: string[]
  familyName: string
  formerSurname?: string
  dateOfBirth: string
  /** Absent when not specified, about one child in a thousand. */
  sex?: 'F' | 'M'
  /** Absent for about 0.5%. */
  upn?: string
  /** Absent for about 0.3%: no known address, or none at all. */
  address?: Address
  /** Where that is no home of the family's own. */
  dwelling?: Dwelling
  /** None for some who live in children's homes. */
  carers: SyntheticCarer[]
  /** One, or two for a child who is on the rolls of two schools; none of those who are not at school yet. */
  registrations: Registration[]
  /** The last move, where it was within a year or two: not every source has been told. */
  moved?: Move
  /** When the former surname was given up. */
  renamedOn?: string
}

export type Dwelling = 'refuge' | 'childrens-home' | 'road'

/** What was before a move. */
export interface Move {
  on: string
  from: Address
  /** The registration, where the child went to another school then. */
  school?: { schoolUrn: string; entryDate: string | undefined }
}
