import { IsIn, IsOptional, IsString } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import {
  ASKED_CHANNELS,
  GROUNDS,
  IDENTITY_EVIDENCE,
  SHIELD_STATES,
  type AskedChannel,
  type Ground,
  type IdentityEvidence,
  type ShieldState,
} from '../vocabulary.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { CHILD_ID } from '../schemas.ts'

@About('Why a child is to be shielded.')
export class RequestShield {
  @About('Id of the child. A mistyped one is answered like one of nobody.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About("Seen by the responsible authority's officers only.")
  @IsIn(GROUNDS)
  ground!: Ground

  @About('Who asks for it.')
  @IsIn(ASKED_CHANNELS)
  channel!: AskedChannel

  @About(
    'Of a request that an officer records for a parent: which evidence of identity was seen. The shield holds whatever it was.',
  )
  @IsOptional()
  @IsIn(IDENTITY_EVIDENCE)
  evidence?: IdentityEvidence
}

@About('A shield is in force. Its ground, its authority and since when it is there stay with the officers.')
export class ShieldRequested {
  @About('Id of the child.', CHILD_ID)
  @IsString()
  childId!: string

  @About('In force from this answer on; no clock ends it. How far officers have come with it stays with them.')
  @IsIn(SHIELD_STATES)
  state!: ShieldState
}

/** Asks for a shield; it holds from the moment this is answered (AC-14). Errors: `not-found`, `unavailable`. */
export const requestShield = request('shielding.shield.request', RequestShield, ShieldRequested, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'shield-officer', 'cpmt'],
})
