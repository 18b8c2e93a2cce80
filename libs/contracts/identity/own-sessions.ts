import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { ROLES } from '../vocabulary.ts'

/** More are not listed. */
export const MOST_SESSIONS_LISTED = 100

@About('A session of yours that goes on.')
export class OwnSession {
  @About('Says which it is.', UUID)
  @IsString()
  sessionId!: string

  @About('When it began.', INSTANT)
  @IsString()
  since!: string

  @About('When it ends at the latest.', INSTANT)
  @IsString()
  until!: string

  @About('Whether it is the one that asks.')
  @IsBoolean()
  isCurrent!: boolean
}

@About('Where you are signed in.')
export class OwnSessionsListed {
  @About('The latest first.', { maxItems: MOST_SESSIONS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_SESSIONS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => OwnSession)
  items!: OwnSession[]

  @About('Always null.', { maxLength: 36 })
  @OrNull()
  @IsOptional()
  @IsString()
  next!: string | null
}

@About('Which session ends.')
export class EndSession {
  @About('Of the list of your own.', UUID)
  @IsUUID()
  sessionId!: string
}

const BY_ANYBODY = { askedBy: ['gateway'], for: 'person', roles: ROLES } as const

export const listOwnSessions = request('identity.session.list', Nothing, OwnSessionsListed, BY_ANYBODY)

/** Ends a session of one's own for good, and its tokens. Errors: `not-found`, also for somebody else's and for one that has ended. */
export const endOwnSession = request('identity.session.end', EndSession, Nothing, BY_ANYBODY)
