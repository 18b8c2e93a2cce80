import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { IsPastDate } from '../rules.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { ASSESSMENTS, TRAINING_MODULES, type Assessment, type TrainingModule } from '../training-vocabulary.ts'
import { COURSE_CODE, COURSE_VERSION } from './courses.ts'

/** A session is written down so many days after it was held, at the latest. */
export const LATEST_RECORD_DAYS = 31

@About('A day on which a course was held.')
export class HoldTrainingSession {
  @About('The course.', { maxLength: 20, example: 'CP-CORE' })
  @Matches(COURSE_CODE)
  courseCode!: string

  @About('The version that was taught.', { maxLength: 7, example: '2.0' })
  @Matches(COURSE_VERSION)
  version!: string

  @About(`The day: not later than today, and not more than ${LATEST_RECORD_DAYS} days ago.`, { example: '2026-11-29' })
  @IsPastDate()
  heldOn!: string
}

@About('A session, of whoever held it.')
export class TrainingSession {
  @About('Says which session it is.', UUID)
  @IsString()
  sessionId!: string

  @About('The course.', { maxLength: 20, example: 'CP-CORE' })
  @IsString()
  courseCode!: string

  @About('The version that was taught.', { maxLength: 7, example: '2.0' })
  @IsString()
  version!: string

  @About('The day.', { format: 'date', maxLength: 10, example: '2026-11-29' })
  @IsString()
  heldOn!: string
}

/**
 * An accredited trainer writes down that they held a course. Errors: `forbidden` without an accreditation in force that day, `not-found` for a version that there is not,
 * `invalid-request` for a day before the version was published, or too long ago.
 */
export const holdTrainingSession = request('identity.training-session.hold', HoldTrainingSession, TrainingSession, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['trainer'],
})

/** More people than this do not go into one list. */
export const MOST_ATTENDANCES = 200

/** One row of an attendance list. */
export class AttendanceRow {
  /** As it was written: one that is mistyped is a row about nobody. */
  @IsString()
  @MaxLength(100)
  username!: string

  /** Items of the syllabus that the person has acknowledged, with blanks between them; empty: none. */
  @IsString()
  @MaxLength(2_000)
  acknowledged!: string
}

@About('Who was there.')
export class RecordAttendances {
  @About('The session.', UUID)
  @IsUUID()
  sessionId!: string

  @About('A row a person.', { maxItems: MOST_ATTENDANCES })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ATTENDANCES)
  @ValidateNested({ each: true })
  @Type(() => AttendanceRow)
  rows!: AttendanceRow[]
}

@About('What came of an attendance list.')
export class AttendancesRecorded {
  @About('Rows that brought something new.', { example: 24 })
  @IsInt()
  @Min(0)
  recorded!: number

  @About('Rows that were known before: nothing was changed.', { example: 0 })
  @IsInt()
  @Min(0)
  before!: number
}

/**
 * Whoever held a session writes down who was there, and what each has acknowledged. Errors: `not-found`; `invalid-request` naming rows by number, and the rule that
 * each breaks, never what stands there; nothing is recorded then.
 */
export const recordAttendances = request('identity.training-session.attend', RecordAttendances, AttendancesRecorded, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['trainer'],
})

@About('Who is certified, and for what.')
export class CertifyTraining {
  @About('The session.', UUID)
  @IsUUID()
  sessionId!: string

  @About('Id of somebody who was there.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('Modules that the course teaches and the trainer holds.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TRAINING_MODULES.length)
  @ArrayUnique()
  @IsIn(TRAINING_MODULES, { each: true })
  modules!: TrainingModule[]

  @About('For modules that are assessed: cpmt and trainer. Who has failed is certified in another session.')
  @IsOptional()
  @IsIn(ASSESSMENTS)
  assessment?: Assessment
}

@About('A certificate.')
export class Certified {
  @About('The module.')
  @IsIn(TRAINING_MODULES)
  module!: TrainingModule

  @About('Until when it holds, as things are now.', INSTANT)
  @IsString()
  until!: string
}

@About('What somebody was certified for.')
export class TrainingCertified {
  @About('Who.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('A certificate a module; none after a failed assessment, which is kept.', {
    maxItems: TRAINING_MODULES.length,
  })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Certified)
  certificates!: Certified[]

  @About('Until when all modules of their role are in date. Null: one is missing.', INSTANT)
  @OrNull()
  @IsString()
  trainedUntil!: string | null
}

/**
 * The trainer who held the session certifies somebody else who was there. Errors: `not-found`; `forbidden` without an accreditation, or a module, in force; `conflict` for
 * oneself, who was not there, has not acknowledged the consequences, or has failed; `invalid-request` for a module that the course does not teach or that is not assessed.
 */
export const certifyTraining = request('identity.training-session.certify', CertifyTraining, TrainingCertified, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['trainer'],
})

@About('Who is certified without a session, since there is no trainer yet.')
export class FoundTraining {
  @About('Id of a national trainer.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('The course by which they were tested.', { maxLength: 20, example: 'CP-CORE' })
  @Matches(COURSE_CODE)
  courseCode!: string

  @About('Its version.', { maxLength: 7, example: '1.0' })
  @Matches(COURSE_VERSION)
  version!: string

  @About('Modules that the course teaches.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TRAINING_MODULES.length)
  @ArrayUnique()
  @IsIn(TRAINING_MODULES, { each: true })
  modules!: TrainingModule[]
}

/**
 * A national accreditor certifies a national trainer, while no trainer is accredited anywhere. Errors: `forbidden` for an authority's accreditor; `not-found`; `conflict` for
 * oneself, and once there is a trainer; `invalid-request` for a module that the course does not teach.
 */
export const foundTraining = request('identity.training.found', FoundTraining, TrainingCertified, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})
