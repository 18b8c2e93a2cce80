import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'

/**
 * What became of a record whose batch is rolled back. `restored`: it says again what it said before. `removed`: the batch alone had told of it,
 * and it is gone, with the child where no other record has told of that. `kept`: a shield or people stand on what it said, so it stays. `untouched`: the batch has left nothing in it.
 */
export const WITHDRAWN_FATES = ['restored', 'removed', 'kept', 'untouched'] as const
export type WithdrawnFate = (typeof WITHDRAWN_FATES)[number]

export class WithdrawRecords {
  @IsIn(SOURCES)
  source!: Source

  @IsString()
  batchId!: string

  /** Of the batch's rows; at most 500. */
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  recordIds!: string[]
}

export class WithdrawnRecord {
  @IsString()
  recordId!: string

  @IsIn(WITHDRAWN_FATES)
  fate!: WithdrawnFate
}

export class WithdrawnRecords {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WithdrawnRecord)
  records!: WithdrawnRecord[]
}

/** Takes back what rows of a batch said, as if they had never come. Idempotent: what was taken back is `untouched`. */
export const withdrawRecords = request('directory.record.withdraw', WithdrawRecords, WithdrawnRecords, {
  askedBy: ['ingestion'],
  for: 'service',
})
