import { ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'

/** People of one organisation who are compared: of a larger one, those whose accounts were made first. */
export const MOST_COLLEAGUES = 10_000

export class ListRelations {
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string
}

/** Where the people of an organisation live, as hashes under a salt that is drawn for this answer; see `relationHashes`. */
export class RelationsListed {
  @IsString()
  salt!: string

  /** Of each who said where they live, in one text: hashes of the person's id, of the postcode or `-`, and of their family names. */
  @IsArray()
  @ArrayMaxSize(MOST_COLLEAGUES)
  @IsString({ each: true })
  people!: string[]

  /** Whether nobody is left out: who is not there said nothing. */
  @IsBoolean()
  isWhole!: boolean
}

/** What people and those who work with them have in common with a child is judged by: nothing of it is said in clear. */
export const listRelations = request('identity.relation.list', ListRelations, RelationsListed, {
  askedBy: ['shielding'],
  for: 'service',
})
