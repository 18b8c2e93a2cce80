import { Type } from 'class-transformer'
import { IsBoolean, IsInt, IsOptional, Min, ValidateNested } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'

export class ForgetChild {
  @IsChildId()
  childId!: string

  /** How often a copy of audit that does not lead handed this on; others leave it out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  handedOn?: number
}

export class Forgotten {
  /** Whether any entry said something of the child until now. */
  @IsBoolean()
  wasKnown!: boolean

  /** Of the entry that says a child was forgotten, not which. */
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * Destroys for good what the log says of a child whose retention has ended (S32); every proof still verifies. Safe to ask again.
 * Errors: `unavailable`: ask again. Only copies of audit hand it to each other: nobody else may ask until retention needs it, since
 * whoever may would take a child's trail away.
 */
export const forgetChild = request('audit.child.forget', ForgetChild, Forgotten, {
  askedBy: ['audit'],
  for: 'service',
})
