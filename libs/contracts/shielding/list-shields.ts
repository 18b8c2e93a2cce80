import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { VisibleChild } from '../directory/child-record.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT } from '../schemas.ts'
import {
  CHANNELS,
  DUE,
  GROUNDS,
  IDENTITY_EVIDENCE,
  SHIELD_STATES,
  SHIELD_STEPS,
  type Channel,
  type Due,
  type Ground,
  type IdentityEvidence,
  type ShieldState,
  type ShieldStepKind,
} from '../vocabulary.ts'
import { DESK_STEPS, SHIELD_STAGES, type DeskStep, type ShieldStage } from './desk-steps.ts'
import { ProposalSeen } from './proposals.ts'
import { AboutShield, ShieldNow } from './shield-now.ts'

/** More than this many shields are not listed at once. */
export const MOST_SHIELDS_LISTED = 50

export class ListShields {
  @About('Only those in this state.')
  @IsOptional()
  @IsIn(SHIELD_STATES)
  state?: ShieldState

  @About('`overdue`: the next step was due before now. `week`: it is, within seven days.')
  @IsOptional()
  @IsIn(DUE)
  due?: Due

  @About('`next` of the answer before.', { ...CHILD_ID, example: undefined })
  @IsOptional()
  @Matches(/^[0-9A-Z]{12}$/)
  after?: string
}

@About('A shield of the desk.')
export class ListedShield extends ShieldNow {
  @About("Why it was asked for; seen by the child's own desk only.")
  @IsIn(GROUNDS)
  ground!: Ground

  @About('Who asked for it.')
  @IsIn(CHANNELS)
  channel!: Channel

  @About('How often it was escalated because a step was late.')
  @IsInt()
  @Min(0)
  escalations!: number
}

@About('Shields of the desk.')
export class ShieldsListed {
  @About('By id of the child; fifty at most.', { maxItems: MOST_SHIELDS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_SHIELDS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => ListedShield)
  items!: ListedShield[]

  @About('What to ask for as `after` to go on; null: there are no more.', { maxLength: 12 })
  @OrNull()
  @IsString()
  next!: string | null

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** The shields that the caller's desk decides about; recorded. */
export const listShields = request('shielding.shield.list', ListShields, ShieldsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

export class ReadShield extends AboutShield {}

@About('Something that was done about a shield.')
export class ShieldStep {
  @About('What was done.')
  @IsIn(SHIELD_STEPS)
  kind!: ShieldStepKind

  @About('Id of the person, as entries of the log have it; of the child that led to it; or `time`.', {
    maxLength: 100,
  })
  @IsString()
  by!: string

  @About('When.', INSTANT)
  @IsString()
  at!: string

  @About('The reason, where one is given.', { maxLength: 40 })
  @OrNull()
  @IsString()
  code!: string | null

  @About('Of a request, on which ground: a later one may have another than the shield.')
  @OrNull()
  @IsIn(GROUNDS)
  ground!: Ground | null
}

@About('How far a shield has come, as a step that came too late is told too.')
export class ShieldCurrent {
  @About('From where the next step is taken.', { example: 'lift-agreed' })
  @IsIn(SHIELD_STAGES)
  state!: ShieldStage

  @About('Its version.', { example: 4 })
  @IsInt()
  @Min(1)
  version!: number
}

@About('A shield with all that was done about it.')
export class ShieldRead extends ListedShield {
  @About('The child, as its record shows it to everybody; left out when it shows nothing.')
  @IsOptional()
  @ValidateNested()
  @Type(() => VisibleChild)
  child?: VisibleChild

  @About('How a council knew the parent who asked, where one did.')
  @OrNull()
  @IsIn(IDENTITY_EVIDENCE)
  evidence!: IdentityEvidence | null

  @About('In order; the last two hundred.', { maxItems: 200 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ShieldStep)
  steps!: ShieldStep[]

  @IsOptional()
  @ValidateNested()
  @Type(() => ShieldCurrent)
  current?: ShieldCurrent

  @About('A review has found that it is to be lifted, and no officer has proposed it yet.')
  @IsOptional()
  @IsBoolean()
  isLiftWanted?: boolean

  @About(
    'What whoever asks can do about it now; every other step is refused. Of another record, or of an authority, it is judged when it is named.',
    { maxItems: DESK_STEPS.length },
  )
  @IsOptional()
  @IsArray()
  @IsIn(DESK_STEPS, { each: true })
  open?: DeskStep[]

  @About('Only while something is proposed about the record.')
  @IsOptional()
  @ValidateNested()
  @Type(() => ProposalSeen)
  proposal?: ProposalSeen

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** One shield of the caller's desk with its steps; recorded. Errors: `not-found`. */
export const readShield = request('shielding.shield.read', ReadShield, ShieldRead, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})
