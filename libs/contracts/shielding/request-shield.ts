import { IsIn, IsString } from 'class-validator'
import { request } from '../message.ts'
import { CHANNELS, GROUNDS, SHIELD_STATES, type Channel, type Ground, type ShieldState } from '../vocabulary.ts'
import { IsShortText } from '../rules.ts'

export class ShieldGround {
  @IsIn(GROUNDS)
  ground!: Ground

  @IsIn(CHANNELS)
  channel!: Channel
}

export class RequestShield extends ShieldGround {
  /** A wrong check character is answered like an unknown child, so any short text is taken. */
  @IsShortText(64)
  childId!: string
}

/** What a requester learns: that the interim shield is in force. Ground and authority stay with the officers. */
export class ShieldRequested {
  @IsString()
  childId!: string

  /** In force from this answer on. */
  @IsIn(SHIELD_STATES)
  state!: ShieldState

  /** ISO 8601 instant at which it came into force. */
  @IsString()
  since!: string
}

/** Asks for a shield; it holds from the moment this is answered (AC-14). Errors: `not-found`, `unavailable`. */
export const requestShield = request('shielding.shield.request', RequestShield, ShieldRequested, {
  askedBy: ['gateway'],
  for: 'person',
})
