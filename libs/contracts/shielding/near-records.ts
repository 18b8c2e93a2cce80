import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { VisibleChild } from '../directory/child-record.ts'
import { MOST_NEAR_LISTED, NearRecord } from '../directory/near-records.ts'
import { MOST_PARKED_LISTED, ParkedRow } from '../directory/parked-rows.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { CHILD_ID } from '../schemas.ts'
import { NEAR_CODES, NEAR_DECISIONS, TIERS, type NearCode, type NearDecision, type Tier } from '../vocabulary.ts'
import { Accounted } from './accounted.ts'

export class ReviewNear {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

@About('The records near a shielded child.')
export class NearReviewed extends Accounted {
  @About('Open ones first; fifty at most.', { maxItems: MOST_NEAR_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_NEAR_LISTED)
  @ValidateNested({ each: true })
  @Type(() => NearRecord)
  records!: NearRecord[]

  @About('How much the shield leaves.')
  @IsIn(TIERS)
  tier!: Tier

  @About('The shielded child, as its record shows it to everybody; left out when it shows nothing.')
  @IsOptional()
  @ValidateNested()
  @Type(() => VisibleChild)
  child?: VisibleChild

  @About('Rows of feeds about the child itself that wait, fifty at most.', { maxItems: MOST_PARKED_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_PARKED_LISTED)
  @ValidateNested({ each: true })
  @Type(() => ParkedRow)
  parked!: ParkedRow[]
}

/**
 * The records near a shielded child, for the people of its responsible authority; recorded. Errors: `not-found` for a child that has no
 * shield, is of another authority, or is nobody, all alike.
 */
export const reviewNear = request('shielding.near.review', ReviewNear, NearReviewed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

@About('What was decided of a record near a shielded child.')
export class DecideNearRecord {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('Id of the record near it.', CHILD_ID)
  @HasChildIdForm()
  otherId!: string

  @About('`shield`: it gets a shield of its own. `justified` and `not-the-child` make it visible again.')
  @IsIn(NEAR_DECISIONS)
  decision!: NearDecision

  @About('How that is known.')
  @IsIn(NEAR_CODES)
  code!: NearCode
}

/** Decides one of them, in one step; recorded before it takes effect. Errors: `not-found`, as for the list; `unavailable`. */
export const decideNearRecord = request('shielding.near.decide', DecideNearRecord, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})
