import { IsString, IsUUID, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { TokenProof } from '../identity/security-keys.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { CHILD_ID, UUID } from '../schemas.ts'
import { DisclosureReason } from './open-disclosure.ts'
import { OverrideNow } from './override-now.ts'

@About('Why a shield is to be overridden. A case is open from here on, whether or not anything is shown.')
export class AttemptOverride extends DisclosureReason {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

@About('What to know before going on.')
export class OverrideAttempted {
  @About('Says with which attempt to go on; it can be for ten minutes, once.', UUID)
  @IsString()
  attemptId!: string

  @About('What follows, to be read before going on.', { maxLength: 500 })
  @IsString()
  warning!: string
}

/**
 * Warns, and opens a case about the caller. Errors: `forbidden` without the grant, or when an earlier case was left unanswered for two
 * days; `not-found` as for a disclosure; `conflict` when the child is not shielded.
 */
export const attemptOverride = request('shielding.override.attempt', AttemptOverride, OverrideAttempted, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})

@About('Going on with an attempt: who asks proves again who they are.')
export class BeginOverride extends TokenProof {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('The attempt that was warned about.', UUID)
  @IsUUID()
  attemptId!: string

  @About('The PIN that belongs to the account.', { format: 'password' })
  @IsString()
  @MaxLength(100)
  pin!: string
}

/**
 * From its answer on a disclosure of this child to this session shows the whole record. Errors: `not-found` for an attempt that is not
 * of this person, session and child; `conflict` for one that was used or is over; `step-up-failed` for a wrong PIN, code or key; `forbidden`
 * without the grant.
 */
export const beginOverride = request('shielding.override.begin', BeginOverride, OverrideNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})

export class EndOverride {
  @About('The override that is over.', UUID)
  @IsUUID()
  overrideId!: string
}

/** Nothing that it showed is shown any more when this is answered; again, it does no harm. Errors: `not-found` for one that is not the caller's. */
export const endOverride = request('shielding.override.end', EndOverride, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})
