import { Type } from 'class-transformer'
import { IsBoolean, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator'
import { FullChild, VisibleChild } from '../directory/child-record.ts'
import { OverrideNow } from './override-now.ts'
import { request } from '../message.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { IsReference } from '../rules.ts'
import { CHILD_ID, UUID } from '../schemas.ts'
import { REASONS, type Reason } from '../vocabulary.ts'
import { About } from '../about.ts'
import { Accounted } from './accounted.ts'

/** What every access to a child is recorded with (S09). */
export class DisclosureReason {
  @About('Why.')
  @IsIn(REASONS)
  reason!: Reason

  @About("Reference into the caller's own case system; never free text.", { example: 'EH/2026/14', maxLength: 40 })
  @IsOptional()
  @IsReference()
  caseReference?: string
}

@About('Why a record is opened.')
export class OpenDisclosure extends DisclosureReason {
  @About('Id of the child. A mistyped one is answered like one of nobody.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('For whom it is opened, who is on the telephone; left out: for the caller alone.', UUID)
  @IsOptional()
  @IsUUID()
  mediationId?: string
}

/** A record that shielding let through and audit has recorded. */
export class Disclosure extends Accounted {
  /** Four things when shielded and not overridden: childId, name, dateOfBirth, gender. */
  @ValidateNested()
  @Type((given) => (given?.object.shielded === true && !given.object.override ? VisibleChild : FullChild))
  child!: VisibleChild | FullChild

  @IsBoolean()
  shielded!: boolean

  @About('Only to whom it is in force for.')
  @IsOptional()
  @ValidateNested()
  @Type(() => OverrideNow)
  override?: OverrideNow
}

/**
 * Opens one child's record. Errors: `not-found` (one answer for every cause), `unavailable` (nothing was shown), `forbidden` by a mediation that has
 * ended, or is of somebody else or of another child.
 */
export const openDisclosure = request('shielding.disclosure.open', OpenDisclosure, Disclosure, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})
