import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, Matches, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { APPEAL_CODES, APPEAL_DECISIONS, ROLES } from '../vocabulary.ts'
import type { AppealCode, AppealDecision, Role } from '../vocabulary.ts'

/** More than this many appeals are not listed: whoever decides some sees the next. */
export const MOST_APPEALS_LISTED = 50

@About('Why somebody needs to see more children than their role may.')
export class OpenAppeal {
  @About('The kind of work.')
  @IsIn(APPEAL_CODES)
  code!: AppealCode
}

@About('An appeal that was made.')
export class AppealOpened {
  @About('Id of the appeal; the same again while it is open.', UUID)
  @IsString()
  appealId!: string
}

/** Asks for more of the caller's budget. One is open at a time. */
export const openAppeal = request('shielding.appeal.open', OpenAppeal, AppealOpened, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'shield-officer', 'cpmt', 'data-steward'],
})

export class ListAppeals {}

@About('An appeal that nobody has decided.')
export class Appeal {
  @About('Id of the appeal.', UUID)
  @IsString()
  appealId!: string

  @About('Id of the person who asks, as entries of the log have it.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Their role.')
  @IsIn(ROLES)
  role!: Role

  @About('Their organisation.', { maxLength: 400 })
  @IsString()
  organisation!: string

  @About('The kind of work.')
  @IsIn(APPEAL_CODES)
  code!: AppealCode

  @About('When they asked.', INSTANT)
  @IsString()
  askedAt!: string
}

@About('Appeals of the people of an authority.')
export class AppealsListed {
  @About('Open ones, oldest first; fifty at most.', { maxItems: MOST_APPEALS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_APPEALS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => Appeal)
  appeals!: Appeal[]
}

/** The open appeals of the people of the caller's authority. */
export const listAppeals = request('shielding.appeal.list', ListAppeals, AppealsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

@About('What was decided of an appeal.')
export class DecideAppeal {
  @About('Id of the appeal.', UUID)
  @Matches(/^[0-9a-f-]{36}$/)
  appealId!: string

  @About('`grant`: twice the budget for 24 hours.')
  @IsIn(APPEAL_DECISIONS)
  decision!: AppealDecision
}

/** Decides an appeal. Errors: `not-found` for one of another authority, of the caller, decided already, or that never was. */
export const decideAppeal = request('shielding.appeal.decide', DecideAppeal, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})
