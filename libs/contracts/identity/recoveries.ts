import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, IsUUID, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { RECOVERY_GROUNDS, type RecoveryGround } from '../people-vocabulary.ts'
import { IsReference } from '../rules.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { WholeList } from '../whole-list.ts'
import { AboutPerson, AccountApproved } from './accounts.ts'

@About('That somebody who cannot sign in any more came in person, and was known to be who they are (S12).')
export class BeginRecovery extends AboutPerson {
  @About('Why they cannot sign in.')
  @IsIn(RECOVERY_GROUNDS)
  ground!: RecoveryGround

  @About('Where it stands that their identity was checked, in person: a reference into the register that keeps it.', {
    example: 'ID/2026/0417',
    maxLength: 40,
  })
  @IsReference()
  reference!: string
}

@About('Which recovery, and whose.')
export class AboutRecovery extends AboutPerson {
  @About('The recovery that waits.', UUID)
  @IsUUID()
  recoveryId!: string
}

@About('A recovery that waits for somebody else to approve it.')
export class Recovery {
  @About('Says which it is.', UUID)
  @IsString()
  recoveryId!: string

  @About('Why they cannot sign in.')
  @IsIn(RECOVERY_GROUNDS)
  ground!: RecoveryGround

  @About('Where it stands that their identity was checked, in person: look it up before you approve.', {
    example: 'ID/2026/0417',
    maxLength: 40,
  })
  @IsString()
  reference!: string

  @About('Who says so: an id, as entries of the log have it.', { maxLength: 100 })
  @IsString()
  begunBy!: string

  @About('When it was begun.', INSTANT)
  @IsString()
  begunAt!: string

  @About('Until when it waits: a day.', INSTANT)
  @IsString()
  until!: string

  @About('Whether you began it: then somebody else approves it.')
  @IsBoolean()
  isYours!: boolean
}

@About('Recoveries of a person that wait.')
export class RecoveriesRead extends WholeList {
  @About('One, or none.', { maxItems: 1 })
  @IsArray()
  @ArrayMaxSize(1)
  @ValidateNested({ each: true })
  @Type(() => Recovery)
  items!: Recovery[]
}

const BY_BOTH = { askedBy: ['gateway'], for: 'person', roles: ['account-manager', 'accreditor'] } as const

/**
 * By whoever looks after the person, never of oneself. It changes nothing yet; one that waited before does no more. Errors: `not-found`,
 * `conflict` for oneself, for an account that is closed, and for one that was not approved yet.
 */
export const beginRecovery = request('identity.recovery.begin', BeginRecovery, Recovery, {
  ...BY_BOTH,
  recently: true,
})

/** Errors: `not-found`. */
export const readRecoveries = request('identity.recovery.read', AboutPerson, RecoveriesRead, BY_BOTH)

/**
 * By an accreditor who neither began it nor is the person (I8). From its answer on nothing that they signed in with does so any more, keys
 * too, and their sessions are over; the answer has the code with which they choose anew. Errors: `not-found`, `conflict`.
 */
export const approveRecovery = request('identity.recovery.approve', AboutRecovery, AccountApproved, {
  ...BY_BOTH,
  roles: ['accreditor'],
  recently: true,
})
