import { Type } from 'class-transformer'
import { IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { IsDay, LONGEST_ORGANISATION } from '../rules.ts'
import { SIGNALS, type Signal } from '../misuse-vocabulary.ts'
import { REASONS, type Reason } from '../vocabulary.ts'
import { ACTIONS, OUTCOMES, type Action, type Outcome } from './append-entry.ts'
import { About, OrNull } from '../about.ts'
import { EntryPerson } from './entry-person.ts'
import { CHILD_ID, INSTANT, TRACE } from '../schemas.ts'

@About('Who saw this child, what did this person see, or what did this organisation do: exactly one of the three.', {
  oneOf: [{ required: ['childId'] }, { required: ['personId'] }, { required: ['organisation'] }],
})
export class RunEnquiry {
  @About('Who saw this child.', { example: 'KLJ6G4D4VGLR', maxLength: 12 })
  @IsOptional()
  @IsChildId()
  childId?: string

  @About('What did this person see: their id, as entries have it.', { maxLength: 100 })
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{1,100}$/)
  personId?: string

  @About('What did this organisation do.', { example: 'Leeds City Council (demo)' })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_ORGANISATION)
  organisation?: string

  @About('Only accesses for this reason.')
  @IsOptional()
  @IsIn(REASONS)
  reason?: Reason

  @About('Only accesses on this day or later.', { example: '2026-11-01' })
  @IsOptional()
  @IsDay()
  from?: string

  @About('Only accesses on this day or earlier.', { example: '2026-11-30' })
  @IsOptional()
  @IsDay()
  to?: string

  @About('Only entries before this index: how the next page is asked for.', { example: 5 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number

  @About('Most entries to answer.', { example: 50 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number
}

@About('Who asked somebody else to do it.')
export class AccessAsker extends EntryPerson {
  @About('What the access has in common with them.', { maxItems: SIGNALS.length })
  @IsIn(SIGNALS, { each: true })
  signals!: Signal[]
}

@About("One access: ids and facts, never a child's details.")
export class AccessEntry extends EntryPerson {
  @About('Position in the log.', { example: 5 })
  @IsInt()
  index!: number

  @About('When.', INSTANT)
  @IsString()
  time!: string

  @About('For whom, who asked by telephone; left out where they did it for themselves.')
  @IsOptional()
  @ValidateNested()
  @Type(() => AccessAsker)
  asker?: AccessAsker

  @About('What was done.')
  @IsIn(ACTIONS)
  action!: Action

  @About('What came of it. `withheld`: an authorised answer that did not leave, because the shield changed meanwhile.')
  @IsIn(OUTCOMES)
  outcome!: Outcome

  @About('Why, when one was asked for.', { maxLength: 40 })
  @OrNull()
  @IsString()
  reason!: string | null

  @About(
    'The request in which it was done, as logs and problems name it. Null: it was none, or an entry of before.',
    TRACE,
  )
  @OrNull()
  @IsString()
  trace!: string | null

  @About(
    'Version of the policy under which an answer was released. Null: nothing was released, or an entry of before.',
    { example: 1 },
  )
  @OrNull()
  @IsInt()
  policy!: number | null

  @About('Which children it concerned.', { maxItems: 60, items: { type: 'string', ...CHILD_ID } })
  @IsArray()
  childIds!: string[]

  @About('What it has in common with whoever made it.', { maxItems: SIGNALS.length })
  @IsIn(SIGNALS, { each: true })
  signals!: Signal[]

  @About('Children it concerned whose retention has ended: what was said of them is destroyed.')
  @IsInt()
  forgotten!: number
}

@About('A page of accesses.')
export class EnquiryResult {
  @About('Newest first.', { maxItems: 200 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AccessEntry)
  entries!: AccessEntry[]

  @About('Index to pass as `before` for the next page; null at the end.', { example: 5 })
  @OrNull()
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
  roles: ['auditor'],
})
