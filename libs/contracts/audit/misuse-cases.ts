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
import { EntryPerson } from './entry-person.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { INSTANT, UUID } from '../schemas.ts'
import {
  MISUSE_ANSWERS,
  MISUSE_CODES,
  MISUSE_RULES,
  MISUSE_STATES,
  type MisuseAnswer,
  type MisuseCode,
  type MisuseRule,
  type MisuseState,
} from '../misuse-vocabulary.ts'
import { WholeList } from '../whole-list.ts'

/** More cases than this are not listed: whoever answers some sees the next. */
export const MOST_MISUSE_CASES_LISTED = 50

/** The latest entries of a case that it names. */
export const MOST_ALERTS_NAMED = 20

export class ListMisuseCases {
  @About('Those in this state; left out: those that are open.')
  @IsOptional()
  @IsIn(MISUSE_STATES)
  state?: MisuseState

  @About('Only this one, whatever its state.', UUID)
  @IsOptional()
  @IsUUID()
  caseId?: string

  @About('Those of this rule; left out: of all.')
  @IsOptional()
  @IsIn(MISUSE_RULES)
  rule?: MisuseRule
}

@About('What one person did that a rule of misuse says to look at. No child is named: the entries are.')
export class MisuseCase extends EntryPerson {
  @About('Says which case it is.', UUID)
  @IsString()
  caseId!: string

  @About('What was noticed.')
  @IsIn(MISUSE_RULES)
  rule!: MisuseRule

  @About('How often it was noticed while the case was open.', { example: 1 })
  @IsInt()
  alerts!: number

  @About('Indices of the latest entries that it was noticed in: ask for them by an enquiry about the person.', {
    maxItems: MOST_ALERTS_NAMED,
    items: { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    example: [4711],
  })
  @IsArray()
  @ArrayMaxSize(MOST_ALERTS_NAMED)
  entries!: number[]

  @About('When it was first noticed.', INSTANT)
  @IsString()
  openedAt!: string

  @About('Until when it is to be answered.', INSTANT)
  @IsString()
  dueAt!: string

  @About('Whether it should have been answered.')
  @IsBoolean()
  isLate!: boolean

  @IsIn(MISUSE_STATES)
  state!: MisuseState

  @About('Who looks into it. Null: nobody has taken it.', { maxLength: 100 })
  @OrNull()
  @IsString()
  assignedTo!: string | null

  @About('What was found, the last time. Null: nothing yet.')
  @OrNull()
  @IsIn(MISUSE_ANSWERS)
  answer!: MisuseAnswer | null

  @About('How that is known.')
  @OrNull()
  @IsIn(MISUSE_CODES)
  code!: MisuseCode | null

  @About('Whether the account is suspended because of it.')
  @IsBoolean()
  isSuspending!: boolean
}

@About('How often a rule was right.')
export class RulePrecision {
  @IsIn(MISUSE_RULES)
  rule!: MisuseRule

  @About('Cases that wait for an answer.', { example: 2 })
  @IsInt()
  open!: number

  @About('Cases that were found to be misuse.', { example: 3 })
  @IsInt()
  misuse!: number

  @About('Cases that were found to be none.', { example: 1 })
  @IsInt()
  noMisuse!: number

  @About('Of a hundred cases that were answered, how many were misuse. Null: none was answered.', { example: 75 })
  @OrNull()
  @IsInt()
  precision!: number | null
}

@About('Cases: of open ones what is due first, of answered ones the latest; and how often each rule was right.')
export class MisuseCasesListed extends WholeList {
  @About('Fifty at most.', { maxItems: MOST_MISUSE_CASES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_MISUSE_CASES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => MisuseCase)
  items!: MisuseCase[]

  @About('Rules that ever opened a case which you may see.', { maxItems: MISUSE_RULES.length })
  @IsArray()
  @ArrayMaxSize(MISUSE_RULES.length)
  @ValidateNested({ each: true })
  @Type(() => RulePrecision)
  rules!: RulePrecision[]

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * Cases that the caller may look into; recorded. An auditor sees those of everybody but auditors; of auditors the management team of the
 * national desk does. Nobody sees a case about themselves, whichever of their accounts it is of.
 */
export const listMisuseCases = request('audit.misuse-case.list', ListMisuseCases, MisuseCasesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor', 'cpmt'],
})

export class AboutMisuseCase {
  @About('The case.', UUID)
  @IsUUID()
  caseId!: string
}

@About('A case as it is now.')
export class MisuseCaseNow {
  @ValidateNested()
  @Type(() => MisuseCase)
  case!: MisuseCase

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** Takes a case, from whoever had it; recorded. Errors: `not-found` for one that is not the caller's to see, `conflict` for one that is answered. */
export const assignMisuseCase = request('audit.misuse-case.assign', AboutMisuseCase, MisuseCaseNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor', 'cpmt'],
})

@About('What was found.')
export class AnswerMisuseCase {
  @About('The case.', UUID)
  @IsUUID()
  caseId!: string

  @IsIn(MISUSE_ANSWERS)
  answer!: MisuseAnswer

  @About('How that is known.')
  @IsIn(MISUSE_CODES)
  code!: MisuseCode

  @About('Suspend the person: every session ends within a minute, and nobody signs in as them. Only with `misuse`.')
  @IsOptional()
  @IsBoolean()
  suspend?: boolean

  @About('How many `alerts` the case had when you read it: one that has more by now is a conflict, and stays open.')
  @IsOptional()
  @IsInt()
  @Min(1)
  alerts?: number
}

/**
 * Answers a case that the caller has taken, or nobody has; recorded before it takes effect. A suspension of before ends when a case that was opened again is
 * found to be none. Errors: `not-found`; `conflict` for one that somebody else has taken, that is answered, or that the caller answered before.
 */
export const answerMisuseCase = request('audit.misuse-case.answer', AnswerMisuseCase, MisuseCaseNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor', 'cpmt'],
})

/** Opens an answered case again, for somebody else to answer; recorded. A suspension holds meanwhile. Errors: `not-found`, `conflict`. */
export const reopenMisuseCase = request('audit.misuse-case.reopen', AboutMisuseCase, MisuseCaseNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor', 'cpmt'],
})
