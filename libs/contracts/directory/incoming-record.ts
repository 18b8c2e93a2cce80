import { IsInt, IsString } from 'class-validator'
import { About, OrNull } from '../about.ts'
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

@About('Where a row was found wrong; never the value that stood there.')
export class RowRefusal {
  @About('Line in the file; 1 is the first.', { minimum: 1 })
  @IsInt()
  line!: number

  @About('Identifier of the record; null when the row has no usable one.', { maxLength: 40 })
  @OrNull()
  @IsString()
  recordId!: string | null

  @About('The element or column.', { maxLength: 200, example: 'HomeAddress/Postcode' })
  @IsString()
  field!: string

  @About('What is wrong, as the page about the feed lists it.', { maxLength: 60, example: 'not-a-date' })
  @IsString()
  code!: string
}

@About('Where and why a file was refused as a whole.')
export class FileRefusal {
  @About('Line in the file; 1 is the first.', { minimum: 0 })
  @IsInt()
  line!: number

  @About('What is wrong, as the page about the feed lists it.', { maxLength: 60, example: 'truncated' })
  @IsString()
  code!: string
}
