import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { news } from '../news.ts'
import { Nothing } from '../nothing.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT, UUID } from '../schemas.ts'
import {
  OVERRIDE_ANSWERS,
  OVERRIDE_CODES,
  OVERRIDE_STATES,
  OVERRIDE_STEPS,
  REASONS,
  type OverrideAnswer,
  type OverrideCode,
  type OverrideState,
  type OverrideStep,
  type Reason,
} from '../vocabulary.ts'
import { WholeList } from '../whole-list.ts'

/** More cases than this are not listed: whoever answers some sees the next. */
export const MOST_CASES_LISTED = 50

export class ListOverrideCases {
  @About('Those in this state; left out: those that are open.')
  @IsOptional()
  @IsIn(OVERRIDE_STATES)
  state?: OverrideState
}

@About('An attempt to override a shield, to be checked.')
export class OverrideCase {
  @About('Says which case it is; the attempt and the override have the same id.', UUID)
  @IsString()
  caseId!: string

  @About('Id of the shielded child.', CHILD_ID)
  @IsString()
  childId!: string

  @About('Who attempted it, as entries of the log have it.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Where they work.', { maxLength: 200 })
  @IsString()
  organisation!: string

  @About('Why, as they said.')
  @IsIn(REASONS)
  reason!: Reason

  @About('Reference into their own case system, if they gave one: ask there.', { maxLength: 40, example: 'EH/2026/14' })
  @OrNull()
  @IsString()
  caseReference!: string | null

  @About('Since when it waits.', INSTANT)
  @IsString()
  openedAt!: string

  @About(
    'How far the attempt came: `refused` by who has no grant, `warned`, `shown` when the record could be read, `ended`.',
  )
  @IsIn(OVERRIDE_STEPS)
  step!: OverrideStep

  @About('How often the PIN or the code was wrong.')
  @IsInt()
  @Min(0)
  failures!: number

  @About('Whether it waits for more than an hour: then the national desk sees it too.')
  @IsBoolean()
  isEscalated!: boolean

  @About('Whether it waits for more than two days: until it is answered, its person overrides nothing.')
  @IsBoolean()
  isSuspending!: boolean

  @About('What was found.')
  @IsIn(OVERRIDE_STATES)
  state!: OverrideState
}

@About('Cases: of open ones what waits longest comes first, of answered ones the latest.')
export class OverrideCasesListed extends WholeList {
  @About('Fifty at most.', { maxItems: MOST_CASES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_CASES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => OverrideCase)
  items!: OverrideCase[]

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** The cases that the caller's desk decides about, none of its own authority's people; recorded. */
export const listOverrideCases = request('shielding.override-case.list', ListOverrideCases, OverrideCasesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

@About('What the check has found.')
export class AnswerOverrideCase {
  @About('The case.', UUID)
  @IsUUID()
  caseId!: string

  @About(
    'Whether there were grounds. When there were none, the grant ends at once, and so do all sessions of the person.',
  )
  @IsIn(OVERRIDE_ANSWERS)
  answer!: OverrideAnswer

  @About('How that is known.')
  @IsIn(OVERRIDE_CODES)
  code!: OverrideCode
}

@About('A case that is answered.')
export class OverrideCaseAnswered {
  @About('The case.', UUID)
  @IsString()
  caseId!: string

  @IsIn(OVERRIDE_STATES)
  state!: OverrideState
}

/**
 * Answers a case. When there were no grounds, nothing is shown by any override of the person once this is answered. Errors: `not-found`,
 * recorded, for a case of another desk or about the caller; `conflict`, with the state as it is, when somebody was first.
 */
export const answerOverrideCase = request('shielding.override-case.answer', AnswerOverrideCase, OverrideCaseAnswered, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

export class WatchOverrideCases {}

@About('How many cases wait.')
export class OverrideCasesWaiting {
  @About('Open cases that the desk of the caller decides about; a thousand at most.', { example: 2 })
  @IsInt()
  @Min(0)
  open!: number
}

/** How many cases wait for the caller's desk: nothing about any child, so it is not recorded. */
export const watchOverrideCases = request('shielding.override-case.watch', WatchOverrideCases, OverrideCasesWaiting, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

/** A case was opened, escalated or answered, somewhere: whoever watches looks again. */
export const overrideCasesChanged = news('shielding.override-case.changed', Nothing, { heardBy: ['gateway'] })

export class CountOverrides {}

@About('How often people of one organisation overrode shields.')
export class OverrideRate {
  @About('Where they work.', { maxLength: 200 })
  @IsString()
  organisation!: string

  @About('How often they attempted it. Null: masked, as it is from 1 to 4 for a manager; so are the others.')
  @OrNull()
  @IsInt()
  @Min(0)
  attempts!: number | null

  @About('How often a record could be read.')
  @OrNull()
  @IsInt()
  @Min(0)
  shown!: number | null

  @About('Of how many no check has said anything yet.')
  @OrNull()
  @IsInt()
  @Min(0)
  unanswered!: number | null

  @About('How many had no grounds.')
  @OrNull()
  @IsInt()
  @Min(0)
  notLegitimate!: number | null
}

@About('How often shields were overridden in the last thirty days, by organisation.')
export class OverridesCounted extends WholeList {
  @About('By attempts, most first; two hundred at most.', { maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => OverrideRate)
  items!: OverrideRate[]

  @About('Numbers are rounded down to multiples of this: 1 for an auditor, 5 for a manager.', { example: 1 })
  @IsInt()
  roundedTo!: number
}

/**
 * How often shields are overridden, and where; no child and no person is named (AC-17). Exact for an auditor. A manager (CPMT) is told each
 * number, and the order of the rows, rounded down to multiples of five, as in every figure: see `readFigures`.
 */
export const countOverrides = request('shielding.override-case.count', CountOverrides, OverridesCounted, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt', 'auditor'],
})
