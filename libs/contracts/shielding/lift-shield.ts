import { IsIn } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import {
  LIFT_CODES,
  LIFT_DECISIONS,
  REVIEW_DECISIONS,
  type LiftCode,
  type LiftDecision,
  type ReviewDecision,
} from '../vocabulary.ts'
import { AboutShield, ShieldNow } from './shield-now.ts'

@About('What came of a review.')
export class ReviewShield extends AboutShield {
  @About('`keep`: it is due again in six months. `propose-lift`: its officers are to propose that it is lifted.')
  @IsIn(REVIEW_DECISIONS)
  decision!: ReviewDecision
}

/** The management team reviews a confirmed shield. Errors: those of every step on a shield. */
export const reviewShield = request('shielding.shield.review', ReviewShield, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

@About('Why a shield is no longer needed.')
export class ProposeLift extends AboutShield {
  @About('The reason.')
  @IsIn(LIFT_CODES)
  code!: LiftCode
}

/** An officer proposes that a confirmed shield is lifted. */
export const proposeLift = request('shielding.lift.propose', ProposeLift, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
  recently: true,
})

export class AgreeLift extends AboutShield {}

/** Another officer agrees. */
export const agreeLift = request('shielding.lift.agree', AgreeLift, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
  recently: true,
})

@About('What the management team decides.')
export class DecideLift extends AboutShield {
  @About('`lift`: what the shield hid is shown again. `keep`: it stays, and is due for review in six months.')
  @IsIn(LIFT_DECISIONS)
  decision!: LiftDecision
}

/** The management team has the final say (S30); recorded before anything is shown again. A third person, neither of the two officers. */
export const decideLift = request('shielding.lift.decide', DecideLift, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
  recently: true,
})
