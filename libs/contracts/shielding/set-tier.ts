import { IsIn } from 'class-validator'
import { About } from '../about.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { CHILD_ID } from '../schemas.ts'
import { SHIELD_STATES, TIERS, type ShieldState, type Tier } from '../vocabulary.ts'

@About('How much a shield leaves.')
export class SetTier {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About(
    '`sealed`: search and id answer everybody but the shield desk of the authority as if there were no such child. `standard`: four things ' +
      'are shown again; somebody else decides that than who sealed it.',
  )
  @IsIn(TIERS)
  tier!: Tier
}

@About('The shield as it is now.')
export class TierSet {
  @About('Id of the child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('The state of the shield.')
  @IsIn(SHIELD_STATES)
  state!: ShieldState

  @IsIn(TIERS)
  tier!: Tier
}

/**
 * Seals a shielded child, or opens it to the standard tier again; recorded. Errors: `not-found` for a child that has no shield, is of
 * another authority, or is nobody, all alike; `conflict` when whoever sealed it would open it.
 */
export const setTier = request('shielding.tier.set', SetTier, TierSet, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})
