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
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { INSTANT } from '../schemas.ts'
import { TRAINER_STATES, type TrainerState } from '../training-vocabulary.ts'
import { WholeList } from '../whole-list.ts'

const WRITTEN_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/
/** An accreditation may be in force for so long at the most, in days. */
export const LONGEST_ACCREDITATION_DAYS = 731

@About('Who may certify others, and until when.')
export class AccreditTrainer {
  @About('Id of a trainer.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('Until when: two years from now at the most.', INSTANT)
  @Matches(WRITTEN_INSTANT)
  until!: string
}

@About('How somebody stands as a trainer.')
export class TrainerNow {
  @About('Who.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Since when they were accredited.', INSTANT)
  @IsString()
  accreditedAt!: string

  @About('Until when.', INSTANT)
  @IsString()
  until!: string

  @About('Whether that is in force.')
  @IsIn(TRAINER_STATES)
  state!: TrainerState
}

/**
 * An accreditor of the trainer's authority, or a national one, accredits somebody else who has passed the assessment of trainers with a third person. Errors: `not-found`; `conflict`
 * for oneself, for whoever certified them, and without a certificate in date; `invalid-request` for a day that is over or too far.
 */
export const accreditTrainer = request('identity.trainer.accredit', AccreditTrainer, TrainerNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})

@About('From when on somebody should not have certified anybody.')
export class WithdrawTrainer {
  @About('Id of a trainer.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('Certificates that they gave from then on are void: now, or earlier.', INSTANT)
  @Matches(WRITTEN_INSTANT)
  from!: string
}

@About('What came of a withdrawal.')
export class TrainerWithdrawn {
  @About('Who certifies nobody any more.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('From when on their certificates are void.', INSTANT)
  @IsString()
  from!: string

  @About('Certificates that are void by it: theirs, and those that others gave on the strength of them.', {
    example: 31,
  })
  @IsInt()
  @Min(0)
  voided!: number

  @About('False: there were too many to go through at once; the rest follow by themselves within minutes.')
  @IsBoolean()
  isComplete!: boolean
}

/**
 * An accreditor who may accredit a trainer ends it. Certificates given earlier stay. Safe to do again. Errors: `not-found`, `conflict` for oneself, `invalid-request` for a time to come.
 */
export const withdrawTrainer = request('identity.trainer.withdraw', WithdrawTrainer, TrainerWithdrawn, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})

/** Trainers of one level beyond these are not told. */
export const MOST_TRAINERS = 300

export class ReadTrainingCascade {
  @About(
    'Whose trainers: those whom this person certified last. Left out: those at the top, certified by an accreditor.',
    {
      maxLength: 100,
      example: 'e3b0c442',
    },
  )
  @IsOptional()
  @IsString()
  @MaxLength(100)
  under?: string
}

@About('A trainer, in the tree of who certified whom.')
export class CascadeNode {
  @About('Who.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('DfE code of the authority; that of the national desk for a national trainer.', {
    maxLength: 3,
    example: '383',
  })
  @IsString()
  authority!: string

  @About('Since when they were accredited.', INSTANT)
  @IsString()
  accreditedAt!: string

  @About('Until when.', INSTANT)
  @IsString()
  until!: string

  @About('Whether that is in force.')
  @IsIn(TRAINER_STATES)
  state!: TrainerState

  @About('Who accredited them.', { maxLength: 100 })
  @IsString()
  accreditedBy!: string

  @About('Who certified them as a trainer, last.', { maxLength: 100 })
  @IsString()
  certifiedBy!: string

  @About('When.', INSTANT)
  @IsString()
  certifiedAt!: string

  @About('Whether that certificate is void.')
  @IsBoolean()
  isVoid!: boolean

  @About('Certificates that they gave, void ones left out.', { example: 240 })
  @IsInt()
  @Min(0)
  gave!: number

  @About('How many accredited trainers they have certified as such: ask for them with `under`.', { example: 12 })
  @IsInt()
  @Min(0)
  children!: number
}

@About('Trainers of one level of the tree.')
export class TrainingCascade extends WholeList {
  @About('By authority.', { maxItems: MOST_TRAINERS })
  @IsArray()
  @ArrayMaxSize(MOST_TRAINERS)
  @ValidateNested({ each: true })
  @Type(() => CascadeNode)
  items!: CascadeNode[]
}

/** Who trained the trainers. An authority's accreditor sees national trainers and their own. */
export const readTrainingCascade = request('identity.trainer.cascade', ReadTrainingCascade, TrainingCascade, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor', 'auditor'],
})
