import { Type } from 'class-transformer'
import { IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator'
import type { FullChild, VisibleChild } from '../directory/child-record.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { IsReference, IsShortText } from '../rules.ts'
import { REASONS, type Reason } from '../vocabulary.ts'

export class DisclosureReason {
  @IsIn(REASONS)
  reason!: Reason

  /** Reference into the caller's own case system: `[A-Z0-9/-]{1,40}`. */
  @IsOptional()
  @IsReference()
  caseReference?: string
}

export class OpenDisclosure extends DisclosureReason {
  /** A wrong check character is answered like an unknown child, so any short text is taken. */
  @IsShortText(64)
  childId!: string
}

/** A record that shielding let through and audit has recorded. */
export class Disclosure {
  /** Four things when shielded: childId, name, dateOfBirth, gender. */
  child!: VisibleChild | FullChild

  @IsBoolean()
  shielded!: boolean

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** Opens one child's record. Errors: `not-found` (one answer for every cause), `unavailable` (nothing was shown). */
export const openDisclosure = request('shielding.disclosure.open', OpenDisclosure, Disclosure, {
  askedBy: ['gateway'],
  for: 'person',
})
