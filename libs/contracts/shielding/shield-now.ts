import { IsIn, IsInt, IsString, Min } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { CHILD_ID, INSTANT } from '../schemas.ts'
import { SHIELD_STATES, TIERS, type ShieldState, type Tier } from '../vocabulary.ts'

/** What a step about a shield is taken on. */
export class AboutShield {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

@About('A shield as it is now.')
export class ShieldNow extends AboutShield {
  @About('Null: the shield is no longer in force.')
  @OrNull()
  @IsIn(SHIELD_STATES)
  state!: ShieldState | null

  @IsIn(TIERS)
  tier!: Tier

  @About('Grows with every step.', { example: 3 })
  @IsInt()
  @Min(1)
  version!: number

  @About(
    'Until when the next step is due. Nothing ends when it is late: the shield stays, and it is escalated.',
    INSTANT,
  )
  @OrNull()
  @IsString()
  dueAt!: string | null
}
