import { Type } from 'class-transformer'
import { IsArray, IsIn, IsString, ArrayMaxSize, ValidateNested } from 'class-validator'
import { OrNull } from '../about.ts'
import { request } from '../message.ts'
import { FATES, SOURCES, type Fate, type Source } from '../feed-vocabulary.ts'
import type { IncomingRecord } from './incoming-record.ts'
import { AreAppliedRows } from './incoming-shape.ts'

/** A row with its place in the file. */
export interface AppliedRow {
  /** Number of the row in its batch, from 1: what tells it from every other, also where all stand on one line. */
  row: number
  /** Line it starts on, for provenance. */
  line: number
  record: IncomingRecord
}

export class ApplyRecords {
  @IsIn(SOURCES)
  source!: Source

  @IsString()
  batchId!: string

  /** At most 500. */
  @IsArray()
  @ArrayMaxSize(500)
  @AreAppliedRows()
  rows!: AppliedRow[]
}

export class AppliedFate {
  @IsString()
  recordId!: string

  @IsIn(FATES.filter((fate) => fate !== 'waiting'))
  fate!: Exclude<Fate, 'waiting'>

  /** Why, for `parked` and `refused`: a code. */
  @OrNull()
  @IsString()
  code!: string | null
}

export class AppliedFates {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AppliedFate)
  fates!: AppliedFate[]
}

/** Writes a chunk of feed rows, linking each to a child or making a new one. Idempotent: a row that was applied is `unchanged`. */
export const applyRecords = request('directory.record.apply', ApplyRecords, AppliedFates, {
  askedBy: ['ingestion'],
  for: 'service',
})
