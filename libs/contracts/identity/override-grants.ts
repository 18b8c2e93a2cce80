import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { WholeList } from '../whole-list.ts'
import { StepUp } from './security-keys.ts'

/** A grant may be in force for so long at the most, in days. */
export const LONGEST_GRANT_DAYS = 366

@About('Who may override shields, and until when.')
export class ProposeOverrideGrant {
  @About('Id of a practitioner of your authority, as entries of the log have it.', { maxLength: 100 })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('Until when: a year from now at the most.', INSTANT)
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/)
  until!: string
}

/** `proposed`: nobody may do anything yet. `live`: until its day, or until it is ended. */
export const GRANT_STATES = ['proposed', 'live', 'ended'] as const
export type GrantState = (typeof GRANT_STATES)[number]

@About('A grant to override shields.')
export class OverrideGrant {
  @About('Says which grant it is.', UUID)
  @IsString()
  grantId!: string

  @About('Who may.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Until when.', INSTANT)
  @IsString()
  until!: string

  @About('Whether it is in force.')
  @IsIn(GRANT_STATES)
  state!: GrantState
}

export class AboutGrant {
  @About('The grant.', UUID)
  @IsUUID()
  grantId!: string
}

/** A member of the management team proposes it for somebody of their authority who is not they. Errors: `not-found`, `invalid-request` for a day that is over or too far. */
export const proposeOverrideGrant = request('identity.override-grant.propose', ProposeOverrideGrant, OverrideGrant, {
  askedBy: ['shielding'],
  for: 'person',
  roles: ['cpmt'],
})

/** More grants than this are not listed. */
export const MOST_GRANTS_LISTED = 200

export class ListOverrideGrants {}

@About('Grants of your authority.')
export class OverrideGrantsListed extends WholeList {
  @About('Those that have not ended, what ends first at the top.', { maxItems: MOST_GRANTS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_GRANTS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => OverrideGrant)
  items!: OverrideGrant[]
}

/** The grants of the caller's authority that are proposed or in force. */
export const listOverrideGrants = request('identity.override-grant.list', ListOverrideGrants, OverrideGrantsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

/** Another person of the authority approves it, neither its proposer nor its holder. Errors: `not-found`, `conflict`. */
export const approveOverrideGrant = request('identity.override-grant.approve', AboutGrant, OverrideGrant, {
  askedBy: ['shielding'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

/** One person of the management team is enough; again, it does no harm. Errors: `not-found`. */
export const endOverrideGrant = request('identity.override-grant.end', AboutGrant, OverrideGrant, {
  askedBy: ['shielding'],
  for: 'person',
  roles: ['cpmt'],
})

/**
 * Whether the caller is in a session that has not ended, holds the grant now, and has typed the right PIN, with a code that was not used or what their key has signed.
 * Errors: `unauthenticated`, `forbidden`, `step-up-failed`.
 */
export const stepUp = request('identity.override-grant.step-up', StepUp, Nothing, {
  askedBy: ['shielding'],
  for: 'person',
  roles: ['practitioner'],
})

/** The same without the proof: before each record that an override shows. Errors: `unauthenticated`, `forbidden`. */
export const checkOverrideGrant = request('identity.override-grant.check', Nothing, Nothing, {
  askedBy: ['shielding'],
  for: 'person',
  roles: ['practitioner'],
})

export class RevokeOverrides {
  @IsString()
  @MaxLength(100)
  personId!: string
}

/** Ends every grant of a person, and their sessions: a check has found no grounds. Safe to do again. */
export const revokeOverrides = request('identity.override-grant.revoke', RevokeOverrides, Nothing, {
  askedBy: ['shielding'],
  for: 'service',
})
