import { Type } from 'class-transformer'
import { IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { IsDay } from '../rules.ts'
import { REASONS, type Reason } from '../vocabulary.ts'
import { ACTIONS, OUTCOMES, type Action, type Outcome } from './append-entry.ts'

/** Who saw this child, what did this person see, or what did this organisation do: exactly one of the three. */
export class RunEnquiry {
  @IsOptional()
  @IsChildId()
  childId?: string

  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{1,100}$/)
  personId?: string

  @IsOptional()
  @IsString()
  @Length(1, 40)
  organisation?: string

  /** Only accesses for this reason. */
  @IsOptional()
  @IsIn(REASONS)
  reason?: Reason

  @IsOptional()
  @IsDay()
  from?: string

  @IsOptional()
  @IsDay()
  to?: string

  /** Only entries before this index: how the next page is asked for. */
  @IsOptional()
  @IsInt()
  @Min(0)
  before?: number

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number
}

/** One access: ids and facts, never a child's details. */
export class AccessEntry {
  @IsInt()
  index!: number

  @IsString()
  time!: string

  @IsString()
  personId!: string

  @IsString()
  role!: string

  @IsString()
  organisation!: string

  @IsIn(ACTIONS)
  action!: Action

  @IsIn(OUTCOMES)
  outcome!: Outcome

  @IsOptional()
  @IsString()
  reason!: string | null

  @IsArray()
  childIds!: string[]

  /** Children it concerned whose retention has ended: what was said of them is destroyed. */
  @IsInt()
  forgotten!: number
}

export class EnquiryResult {
  /** Newest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AccessEntry)
  entries!: AccessEntry[]

  /** Index to pass as `before` for the next page; null at the end. */
  @IsOptional()
  @IsInt()
  next!: number | null

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** An auditor's enquiry; it is itself recorded before it is answered. Errors: `invalid-request`. */
export const runEnquiry = request('audit.enquiry.run', RunEnquiry, EnquiryResult, {
  askedBy: ['gateway'],
  for: 'person',
})
