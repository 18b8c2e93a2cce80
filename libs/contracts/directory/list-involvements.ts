import { Type } from 'class-transformer'
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Consent } from './consent.ts'
import { Involvement } from './involvement.ts'

/** So many of one child one person may record. */
export const MOST_INVOLVEMENTS_BY_ONE = 50

@About('An involvement as the management team sees it: sensitive ones with what allows them.')
export class ReviewedInvolvement extends Involvement {
  @About('What allows that it is recorded; of sensitive services only.')
  @OrNull()
  @ValidateNested()
  @Type(() => Consent)
  consent!: Consent | null
}

export class ListInvolvements {
  @IsChildId()
  childId!: string
}

export class InvolvementsListed {
  /** DfE code of the authority that is responsible for the child. */
  @IsOptional()
  @IsString()
  authority!: string | null

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ReviewedInvolvement)
  items!: ReviewedInvolvement[]
}

/**
 * Everybody who works with a child whatever its record shows, sensitive services and what feeds bring too: for a broker's task alone.
 * Errors: `not-found` for a child that nobody sees.
 */
export const gatherInvolvements = request('directory.involvement.gather', ListInvolvements, InvolvementsListed, {
  askedBy: ['shielding'],
  for: 'service',
})

/** All of a child, sensitive ones too, without those whose consent was withdrawn. Errors: `not-found` also for a child that shows four things. */
export const listInvolvements = request('directory.involvement.list', ListInvolvements, InvolvementsListed, {
  askedBy: ['shielding'],
  for: 'service',
})
