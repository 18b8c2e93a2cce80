import { Type } from 'class-transformer'
import { IsInt, IsOptional, Matches, Min, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { InvolvementChanges, InvolvementDetails } from '../directory/involvement-details.ts'
import { InvolvementKept } from '../directory/keep-involvements.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, UUID } from '../schemas.ts'
import { BudgetWarning } from './budget-warning.ts'

@About('Who works with a child, as somebody records it.')
export class AddInvolvement extends InvolvementDetails {
  @About('Id of the child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

@About('The involvement as it is recorded now: the same whether the child is shielded or not.')
export class InvolvementRecorded extends InvolvementKept {
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning
}

/**
 * Adds an involvement, owned by the organisation of the caller; recorded. Errors: `not-found` for a child that is sealed, quarantined or
 * nobody, all alike; `invalid-request` for an organisation that is not in the lists; `conflict` when the caller has too many of this child.
 */
export const addInvolvement = request('shielding.involvement.add', AddInvolvement, InvolvementRecorded, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})

@About('What changes of an involvement.')
export class ChangeInvolvement extends InvolvementChanges {
  @About('Id of the involvement.', UUID)
  @Matches(/^[0-9a-f-]{36}$/)
  involvementId!: string

  @About('ETag of what was read.')
  @IsInt()
  @Min(0)
  version!: number
}

/**
 * Changes an involvement, ends it, or withdraws its consent; recorded. Errors: `not-found` for everybody but the owning organisation and
 * who recorded it, as for one that never was; `precondition-failed`; `conflict` for a step that came too late.
 */
export const changeInvolvement = request('shielding.involvement.change', ChangeInvolvement, InvolvementRecorded, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})
