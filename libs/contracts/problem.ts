import { Type } from 'class-transformer'
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator'
import { About } from './about.ts'
import { TRACE } from './schemas.ts'
import { FAULT_CODES, PROBLEMS_PAGE, type FaultCode, type FaultCurrent, type FaultPlace } from './fault.ts'

/** Where a fault is explained, from the root of the gateway. */
export function problemType(code: FaultCode): string {
  return `${PROBLEMS_PAGE}#${code}`
}

const CODES = Object.keys(FAULT_CODES) as FaultCode[]

@About('One place in a request that is wrong; never the value that stood there.')
export class ProblemPlace implements FaultPlace {
  @About('Path of the field.', { example: 'criteria.dateOfBirth', maxLength: 300 })
  @IsString()
  field!: string

  @About('Code of the rule that it breaks.', { example: 'isPastDate', maxLength: 60, pattern: '^[A-Za-z0-9]+$' })
  @IsString()
  rule!: string
}

@About('What stands against the request, as it is now.')
export class ProblemCurrent implements FaultCurrent {
  @About('Its state.', { example: 'confirmed', maxLength: 40 })
  @IsString()
  state!: string

  @About('Its version.', { example: 4 })
  @IsInt()
  version!: number
}

@About('RFC 9457 problem details: the form of every error.')
export class Problem {
  @About('Leads to the explanation of the code, from the root of this server.', {
    example: problemType('not-found'),
  })
  @IsIn(CODES.map(problemType))
  type!: string

  @About('The code: what a program decides by.')
  @IsIn(CODES)
  title!: FaultCode

  @About('The status of the answer.', { example: 404, minimum: 400, maximum: 599 })
  @IsInt()
  status!: number

  @About('The same for a person. Carries field names and ids at most.', {
    example: 'There is no such record',
    maxLength: 10_000,
  })
  @IsString()
  detail!: string

  @About('The fields that are wrong, when that is the problem.', { maxItems: 200 })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProblemPlace)
  places?: ProblemPlace[]

  @About('Of a conflict with a step that somebody took before.')
  @IsOptional()
  @ValidateNested()
  @Type(() => ProblemCurrent)
  current?: ProblemCurrent

  @About('Id to quote to the operator, who finds by it what happened.', TRACE)
  @IsOptional()
  @IsString()
  traceId?: string
}
