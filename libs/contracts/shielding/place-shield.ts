import { IsIn } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { REFUSAL_CODES, type RefusalCode } from '../vocabulary.ts'
import { AboutShield, ShieldNow } from './shield-now.ts'

export class PlaceShield extends AboutShield {}

/**
 * One officer of the child's desk places the shield that was asked for; not who asked for it. Errors, as for every step on a shield:
 * `not-found` for a child that has no shield, is of another desk, or is nobody, all alike; `conflict`, with the state as it is, when the step
 * is not open in it or takes somebody else.
 */
export const placeShield = request('shielding.shield.place', PlaceShield, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

export class ConfirmShield extends AboutShield {}

/** Another officer confirms it; neither asked for it. */
export const confirmShield = request('shielding.shield.confirm', ConfirmShield, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

@About('Why a shield that was asked for is not placed.')
export class RefuseShield extends AboutShield {
  @About('The reason.')
  @IsIn(REFUSAL_CODES)
  code!: RefusalCode
}

/** An officer proposes it, another agrees, and the management team decides: three different people, by the same request. */
export const refuseShield = request('shielding.shield.refuse', RefuseShield, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
  recently: true,
})
