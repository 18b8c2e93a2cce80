import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { MOST_INVOLVEMENTS_SHOWN } from '../directory/involvement.ts'
import { ReviewedInvolvement } from '../directory/list-involvements.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { CHILD_ID } from '../schemas.ts'
import { DisclosureReason } from './open-disclosure.ts'
import { Accounted } from './accounted.ts'

@About('Why all involvements of a child are looked at.')
export class ReviewInvolvements extends DisclosureReason {
  @About('Id of the child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

@About('All who work with a child, sensitive services too.')
export class InvolvementsReviewed extends Accounted {
  @About('Whoever goes on first, then lead professionals, then the latest.', { maxItems: MOST_INVOLVEMENTS_SHOWN })
  @IsArray()
  @ArrayMaxSize(MOST_INVOLVEMENTS_SHOWN)
  @ValidateNested({ each: true })
  @Type(() => ReviewedInvolvement)
  items!: ReviewedInvolvement[]

  @About('Where the next ones begin; null: these are all.', { maxLength: 100 })
  @OrNull()
  @IsString()
  next!: string | null
}

/**
 * All involvements of a child, for the management team of its authority, which puts people in touch with sensitive services (domain 2.2);
 * recorded. Errors: `not-found` for a child that is shielded, covered, of another authority, or nobody, all alike.
 */
export const reviewInvolvements = request('shielding.involvement.review', ReviewInvolvements, InvolvementsReviewed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})
