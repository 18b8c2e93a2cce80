import { IsInt, IsString } from 'class-validator'
import { About, OrNull } from '../about.ts'
import type { Gender, Relationship } from '../vocabulary.ts'

/**
 * What a source may say has ended: a school that was left, a practice that no longer has the child on its list, a home that was given up; of
 * a date of death, that nobody has died.
 */
export const ENDING_FIELDS = ['address', 'education', 'gpPracticeCode', 'dateOfDeath'] as const
export type EndingField = (typeof ENDING_FIELDS)[number]

/** What every row says, whatever of: whose it is, and as of when. */
interface Located {
  /** Identifier of the record in its source, unique there and stable between deliveries; 1 to 40 of `A-Z 0-9 -`. */
  recordId: string
  /** Grows with each delivery of the source; compared as text. */
  version: string
  /** The day of which it speaks, `YYYY-MM-DD`, never ahead of the day on which it came: of two sources the later one is believed. */
  asOf: string
  /** Its source holds it back from others: whoever it is about is shielded until officers decide. No row takes that back. */
  protect?: true
}

/** What a source knows of where a child lives and who works with it. Null and empty: it knows nothing, which takes back nothing. */
interface Whereabouts {
  address: { lines: string[]; postcode: string } | null
  identifiers: { scheme: 'upn' | 'nhs-number'; value: string }[]
  carers: { name: { given: string[]; family: string }; relationship: Relationship; phone: string | null }[]
  education: { schoolUrn: string; startDate: string | null } | null
  gpPracticeCode: string | null
  /** What it said before, and says now is no longer so. Its own word alone is taken back; absent: nothing. */
  ended?: EndingField[]
}

/** Who somebody is, so that a row finds them whom other sources have told of. */
interface Identity {
  name: { given: string[]; family: string }
  formerFamilyNames: string[]
  dateOfBirth: string
  gender: Gender
}

/** A child as a source knows it. `born`: registered just now; before a name was given, the given name is `Baby`. */
export interface PresentRecord extends Located, Whereabouts, Identity {
  kind: 'present' | 'born'
}

/** A child has died. Where the directory knows nobody whom it is about, it makes nobody. */
export interface DiedRecord extends Located, Whereabouts, Identity {
  kind: 'died'
  dateOfDeath: string
}

/** Something that changed of a child whom the source has told of before: with neither name nor birth date it finds nobody else. */
export interface MovedRecord extends Located, Whereabouts {
  kind: 'moved'
}

/**
 * What every feed's translator makes of one located row: the directory's own terms, already in normal form where a normal
 * form exists (postcode `LS1 4AP`, dates ISO 8601, phone digits only). It has no place for anything the directory does not hold.
 */
export type IncomingRecord = PresentRecord | MovedRecord | DiedRecord

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
