import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { INSTANT } from '../schemas.ts'
import { SYLLABUS_ITEMS, TRAINING_MODULES, type SyllabusItem, type TrainingModule } from '../training-vocabulary.ts'
import { WholeList } from '../whole-list.ts'

export const COURSE_CODE = /^[A-Z0-9-]{2,20}$/
/** Of a course: `2.1` is the second major version, changed once. */
export const COURSE_VERSION = /^[1-9]\d{0,2}\.\d{1,3}$/
/** Training is renewed after this at the latest, in months. */
export const LONGEST_VALID_MONTHS = 36

@About('What a course covers of one module.')
export class TaughtModule {
  @About('The module.')
  @IsIn(TRAINING_MODULES)
  module!: TrainingModule

  @About('Items of the syllabus of this module.', { maxItems: SYLLABUS_ITEMS.length })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SYLLABUS_ITEMS.length)
  @ArrayUnique()
  @IsIn(SYLLABUS_ITEMS, { each: true })
  items!: SyllabusItem[]
}

@About('A version of a course.')
export class PublishCourse {
  @About('Of all versions of the course.', { maxLength: 20, example: 'CP-CORE' })
  @Matches(COURSE_CODE)
  code!: string

  @About('A new one replaces those before: their certificates end after the days of grace.', { example: 2 })
  @IsInt()
  @Min(1)
  @Max(999)
  major!: number

  @About('Changes that nobody has to be trained anew for.', { example: 0 })
  @IsInt()
  @Min(0)
  @Max(999)
  minor!: number

  @About('What it covers, each module once.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TRAINING_MODULES.length)
  @ArrayUnique(({ module }: TaughtModule) => module)
  @ValidateNested({ each: true })
  @Type(() => TaughtModule)
  modules!: TaughtModule[]

  @About('Months from the day on which it was held that its certificates hold.', { example: 12 })
  @IsInt()
  @Min(1)
  @Max(LONGEST_VALID_MONTHS)
  validMonths!: number

  @About('Days from now that certificates of earlier major versions still hold, if they hold so long.', { example: 90 })
  @IsInt()
  @Min(0)
  @Max(365)
  graceDays!: number
}

@About('What a course covers of one module, held against the syllabus.')
export class JudgedModule extends TaughtModule {
  @About('Whether it covers all of the syllabus: else nobody is certified for this module by it.')
  @IsBoolean()
  satisfies!: boolean

  @About('Items of the syllabus that it does not cover.', { maxItems: SYLLABUS_ITEMS.length })
  @IsArray()
  @IsIn(SYLLABUS_ITEMS, { each: true })
  missing!: SyllabusItem[]
}

@About('A version of a course, as it was published.')
export class Course {
  @About('Of all versions of the course.', { maxLength: 20, example: 'CP-CORE' })
  @IsString()
  code!: string

  @About('Major and minor.', { maxLength: 7, example: '2.0' })
  @IsString()
  version!: string

  @About('What it covers.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => JudgedModule)
  modules!: JudgedModule[]

  @About('Months that its certificates hold.', { example: 12 })
  @IsInt()
  validMonths!: number

  @About('Days that certificates of earlier major versions held on.', { example: 90 })
  @IsInt()
  graceDays!: number

  @About('When it was published.', INSTANT)
  @IsString()
  publishedAt!: string
}

/**
 * A national accreditor publishes a version of a course; it never changes. Errors: `forbidden` for an authority's accreditor, `conflict` for a version that is not above those
 * that there are, `invalid-request` for an item that is not of its module.
 */
export const publishCourse = request('identity.course.publish', PublishCourse, Course, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})

/** More versions than this are not told. */
export const MOST_COURSES = 200

export class ListCourses {}

@About('Courses.')
export class CoursesListed extends WholeList {
  @About('Every version, by code, the newest first.', { maxItems: MOST_COURSES })
  @IsArray()
  @ArrayMaxSize(MOST_COURSES)
  @ValidateNested({ each: true })
  @Type(() => Course)
  items!: Course[]
}

/** What may be taught. */
export const listCourses = request('identity.course.list', ListCourses, CoursesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor', 'trainer', 'auditor'],
})
