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
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { request } from '../message.ts'
import { PRECONDITIONS, type PreconditionName } from '../people-vocabulary.ts'
import { ROLES, type Role } from '../vocabulary.ts'

/** Most that are told at once, what ends first at the top. */
export const MOST_LAPSES = 1_000

/** What ends soon, or has ended and was not renewed. */
export class SurveyLapses {
  /** Days from now. */
  @IsInt()
  @Min(0)
  @Max(366)
  withinDays!: number

  /** Left out: of all. */
  @IsOptional()
  @Matches(/^\d{3}$/)
  authority?: string
}

/** The first thing that ends of an organisation or an account. */
export class Lapse {
  @Matches(/^\d{3}$/)
  authority!: string

  /** Name of the organisation, or of the account. */
  @IsString()
  @MaxLength(200)
  name!: string

  /** Null: it is an organisation. */
  @IsOptional()
  @IsIn(ROLES)
  role!: Role | null

  @IsIn(PRECONDITIONS)
  what!: PreconditionName

  /** An instant, ISO 8601. */
  @IsString()
  until!: string
}

export class LapsesSurveyed {
  @IsArray()
  @ArrayMaxSize(MOST_LAPSES)
  @ValidateNested({ each: true })
  @Type(() => Lapse)
  items!: Lapse[]

  /** False: there are more. */
  @IsBoolean()
  isAll!: boolean
}

/** For whoever has the operator's machine: whom to ask for what before they are kept out by it. */
export const surveyLapses = request('identity.lapse.survey', SurveyLapses, LapsesSurveyed, {
  askedBy: ['console'],
  for: 'service',
})
