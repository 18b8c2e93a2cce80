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
import { WholeList } from '../whole-list.ts'
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

/** More sessions than this are not listed. */
export const MOST_SESSIONS_OF_A_TRAINER = 200

export class ListTrainingSessions {}

@About('Sessions that you held.')
export class TrainingSessionsListed extends WholeList {
  @About('The latest first.', { maxItems: MOST_SESSIONS_OF_A_TRAINER })
  @IsArray()
  @ArrayMaxSize(MOST_SESSIONS_OF_A_TRAINER)
  @ValidateNested({ each: true })
  @Type(() => TrainingSession)
  items!: TrainingSession[]
}

/** Those that the trainer held with this account. */
export const listTrainingSessions = request(
  'identity.training-session.list',
  ListTrainingSessions,
  TrainingSessionsListed,
  { askedBy: ['gateway'], for: 'person', roles: ['trainer'] },
)

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

  @About('Id of somebody who was there; or their user name.', { maxLength: 100, example: 'e3b0c442' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  personId?: string

  @About('User name of somebody who was there, as it stands in the list; in the place of the id.', {
    maxLength: 100,
    example: 'a.patel',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  username?: string

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
