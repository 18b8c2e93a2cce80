import type { Gender, Relationship } from '../vocabulary.ts'

/**
 * What every feed's translator makes of one located row: the directory's own terms, already in normal form where a normal
 * form exists (postcode `LS1 4AP`, dates ISO 8601, phone digits only). It has no place for anything the directory does not hold.
 */
export interface IncomingRecord {
  /** Identifier of the record in its source, unique there and stable between deliveries; 1 to 40 of `A-Z 0-9 -`. */
  recordId: string
  /** Grows with each delivery of the source; compared as text. */
  version: string
  name: { given: string[]; family: string }
  formerFamilyNames: string[]
  dateOfBirth: string
  gender: Gender
  /** Null: the source knows no address. */
  address: { lines: string[]; postcode: string } | null
  identifiers: { scheme: 'upn' | 'nhs-number'; value: string }[]
  carers: { name: { given: string[]; family: string }; relationship: Relationship; phone: string | null }[]
  education: { schoolUrn: string; startDate: string | null } | null
  gpPracticeCode: string | null
}

/** Where a row was found wrong: line in the file (1 is the first), the element or column, a code; never the value. */
export interface RowRefusal {
  line: number
  /** Null when the row does not even carry a usable record id. */
  recordId: string | null
  field: string
  code: string
}
