import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT, TRACE } from '../schemas.ts'
import { ACTIONS, type Action } from './append-entry.ts'

/** Requests on a page. */
export const MOST_ACCESSES_LISTED = 50

export class ListAccesses {
  @About('Only what was before: `next` of the page before.', { example: 4711 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number
}

@About('Something that you did, or had done, as the log has it: what you asked, and nothing of what came of it.')
export class OwnAccess {
  @About('When it was first recorded.', INSTANT)
  @IsString()
  time!: string

  @About('What you did.')
  @IsIn(ACTIONS)
  action!: Action

  @About('Whether somebody else did it for you, to whom you had given a code.')
  @IsBoolean()
  throughAnother!: boolean

  @About('Why, as you said; null where you were not asked.', { maxLength: 40 })
  @OrNull()
  @IsString()
  reason!: string | null

  @About('The child whose number you gave. Null: you gave none, or its retention has ended.', CHILD_ID)
  @OrNull()
  @IsString()
  childId!: string | null

  @About('The request, as logs and problems name it. Null: an entry of before.', TRACE)
  @OrNull()
  @IsString()
  trace!: string | null
}

@About('A page of what you did.')
export class OwnAccessesListed {
  @About('The latest first.', { maxItems: MOST_ACCESSES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_ACCESSES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => OwnAccess)
  items!: OwnAccess[]

  @About('What to pass as `before` for the next page; null at the end.', { example: 4711 })
  @OrNull()
  @IsInt()
  next!: number | null

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * What the caller did, whichever way it ended: one item a request, however many entries it left, so that nobody learns by it that a shield came
 * while they asked (I4). Recorded.
 */
export const listAccesses = request('audit.access.list', ListAccesses, OwnAccessesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor'],
})
