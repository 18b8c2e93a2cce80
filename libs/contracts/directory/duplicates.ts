import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { CHILD_ID } from '../schemas.ts'
import { Candidate, ComparedRecord } from './link-questions.ts'

/** More records than these are not asked about at a time. */
export const MOST_ASKED_OPEN = 400

export class CompareRecords {
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsChildId({ each: true })
  childIds!: string[]
}

@About('A record of the directory, as it would go on.')
export class RecordThatGoesOn extends ComparedRecord {
  @About('Id of the child in this directory.', CHILD_ID)
  @IsString()
  childId!: string
}

export class RecordsCompared {
  @About('The one that goes on where both are of one child: of which the directory has known longer.')
  @ValidateNested()
  @Type(() => RecordThatGoesOn)
  goesOn!: RecordThatGoesOn

  @About('The other one, held against it.')
  @ValidateNested()
  @Type(() => Candidate)
  other!: Candidate
}

/** Two records side by side. Errors: `not-found` where one of them is not shown to everybody: shielded, covered, hidden, or nobody's. */
export const compareRecords = request('directory.duplicate.compare', CompareRecords, RecordsCompared, {
  askedBy: ['shielding'],
  for: 'service',
})

export class FindOpenRecords {
  @IsArray()
  @ArrayMaxSize(MOST_ASKED_OPEN)
  @IsChildId({ each: true })
  childIds!: string[]
}

export class OpenRecords {
  /** Those of them whose record is shown to everybody. */
  @IsArray()
  @ArrayMaxSize(MOST_ASKED_OPEN)
  @IsString({ each: true })
  childIds!: string[]
}

export const findOpenRecords = request('directory.duplicate.open', FindOpenRecords, OpenRecords, {
  askedBy: ['shielding'],
  for: 'service',
})
