import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'
import { IsDay } from '../rules.ts'
import { INSTANT } from '../schemas.ts'
import { TRAINING_MODULES, type TrainingModule } from '../training-vocabulary.ts'
import { ROLES, type Role } from '../vocabulary.ts'

export class ReadTrainings {
  @About('Id of the person.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string
}

@About('How somebody stands in one module.')
export class TrainingOfModule {
  @About('The module.')
  @IsIn(TRAINING_MODULES)
  module!: TrainingModule

  @About('Until when it is in date, as things are now. Null: they hold no certificate.', INSTANT)
  @OrNull()
  @IsString()
  until!: string | null

  @About('By which course. Null: by none, or it was vouched for when the directory began.', { maxLength: 20 })
  @OrNull()
  @IsString()
  courseCode!: string | null

  @About('By which version of it.', { maxLength: 7, example: '2.0' })
  @OrNull()
  @IsString()
  version!: string | null
}

@About('What somebody has to be trained in, and is.')
export class TrainingsRead {
  @About('Who.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Their role, which says what they need.')
  @IsIn(ROLES)
  role!: Role

  @About('Every module that the role needs.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TrainingOfModule)
  modules!: TrainingOfModule[]

  @About('Until when all are in date. Null: one is missing.', INSTANT)
  @OrNull()
  @IsString()
  until!: string | null
}

/** For the person, accreditors and trainers of their authority, and national ones. Errors: `not-found` for anybody else, and for nobody. */
export const readTrainings = request('identity.training.read', ReadTrainings, TrainingsRead, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES.filter((role) => role !== 'feed-supplier'),
})

/** Weeks of one plan at the most: two years. */
export const MOST_WEEKS = 104

@About('How many people are to be trained in one week.')
export class PlannedWeek {
  @About('The Monday that it begins with.', { example: '2026-11-30' })
  @IsDay()
  week!: string

  @About('How many people.', { example: 40 })
  @IsInt()
  @Min(0)
  @Max(100_000)
  people!: number
}

@About('How many people of an authority are to be trained, by week.')
export class PlanTraining {
  @About('DfE code of the authority.', { maxLength: 3, example: '383' })
  @Matches(/^\d{3}$/)
  authority!: string

  @About('Every week of the plan; it takes the place of the plan before.', { maxItems: MOST_WEEKS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_WEEKS)
  @ArrayUnique(({ week }: PlannedWeek) => week)
  @ValidateNested({ each: true })
  @Type(() => PlannedWeek)
  weeks!: PlannedWeek[]
}

@About('A plan, as it is now.')
export class TrainingPlan {
  @About('DfE code of the authority.', { maxLength: 3, example: '383' })
  @IsString()
  authority!: string

  @About('Every week, in order.', { maxItems: MOST_WEEKS })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PlannedWeek)
  weeks!: PlannedWeek[]
}

/** The authority's accreditor plans; plans before are kept. Errors: `not-found` for another authority, `invalid-request` for a day that is no Monday. */
export const planTraining = request('identity.training.plan', PlanTraining, TrainingPlan, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})

export const TRAINING_BREAKDOWNS = ['authority', 'organisation', 'week'] as const
export type TrainingBreakdown = (typeof TRAINING_BREAKDOWNS)[number]

export class ReadTrainingFigure {
  @IsIn(TRAINING_BREAKDOWNS)
  by!: TrainingBreakdown

  /** UTC; weeks are counted whose Monday is in the period. */
  @IsDay()
  from!: string

  @IsDay()
  to!: string
}

/**
 * Accounts that are trained for their role now, by the week in which they came to be so; and how many were planned for these weeks, which nobody plans by organisation. In this
 * order. A week is named by its Monday; the largest come first. Errors: `unavailable`.
 */
export const readTrainingFigure = request('identity.training-figure.read', ReadTrainingFigure, CountedRows, {
  askedBy: ['audit'],
  for: 'service',
})
