import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'

/** Households of one organisation that are compared: of a larger one, those whose accounts were made first. */
export const MOST_COLLEAGUES = 10_000

export class ReadOwnRelations {
  @IsString()
  @MaxLength(100)
  personId!: string
}

/** A person's own family name and postcode, as hashes under a salt that is drawn for this answer; see `relationHashes`. */
export class OwnRelations {
  @IsString()
  salt!: string

  /** None where nobody said. */
  @IsArray()
  @IsString({ each: true })
  familyNames!: string[]

  @IsOptional()
  @IsString()
  postcode!: string | null
}

/** What a person has in common with a child is judged by: nothing of it is said in clear. Nothing is known of nobody. */
export const readOwnRelations = request('identity.relation.read', ReadOwnRelations, OwnRelations, {
  askedBy: ['shielding'],
  for: 'service',
})

export class ListHouseholds {
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string
}

/** The households of an organisation's people: family name and postcode together, as hashes under a salt that is drawn for this answer. */
export class HouseholdsListed {
  @IsString()
  salt!: string

  @IsArray()
  @ArrayMaxSize(4 * MOST_COLLEAGUES)
  @IsString({ each: true })
  households!: string[]
}

/** Whether a child is a colleague's is judged by. */
export const listHouseholds = request('identity.relation.list', ListHouseholds, HouseholdsListed, {
  askedBy: ['shielding'],
  for: 'service',
})
