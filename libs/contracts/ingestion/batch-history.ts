import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import type { WithdrawnFate } from '../directory/withdraw-records.ts'
import { request } from '../message.ts'
import { INSTANT } from '../schemas.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'
import { WholeList } from '../whole-list.ts'
import { BATCH_STATES, FileTold, type BatchState } from './batch-report.ts'

/** More files than this are not listed: whoever looks for an older one says of which feed, or in which state. */
export const MOST_BATCHES_LISTED = 50

export class ListBatches {
  @About('Of this feed; left out: of all.')
  @IsOptional()
  @IsIn(SOURCES)
  source?: Source

  @About('In this state: `set-aside` and `staged` wait for somebody. Left out: in any.')
  @IsOptional()
  @IsIn(BATCH_STATES)
  state?: BatchState
}

@About('What became of the records of a file that was taken back.')
export class BatchWithdrawn implements Record<WithdrawnFate, number> {
  @About('They say again what they said before.', { minimum: 0 })
  @IsInt()
  restored!: number

  @About('The file alone had told of them: they are gone.', { minimum: 0 })
  @IsInt()
  removed!: number

  @About('A shield or people stand on what they said, so it stays.', { minimum: 0 })
  @IsInt()
  kept!: number

  @About('The file had left nothing in them.', { minimum: 0 })
  @IsInt()
  untouched!: number
}

@About('A file, and what became of it: never which of its rows matched a child.')
export class ListedBatch extends FileTold {
  @About('When it was told that every row has its fate; null until then, and for what was never applied.', INSTANT)
  @OrNull()
  @IsString()
  endedAt!: string | null

  @About('Once it was taken back after it had been applied; null until then.')
  @OrNull()
  @ValidateNested()
  @Type(() => BatchWithdrawn)
  withdrawn!: BatchWithdrawn | null
}

@About('Files, the newest first.')
export class BatchesListed extends WholeList {
  @About('The newest fifty.', { maxItems: MOST_BATCHES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_BATCHES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => ListedBatch)
  items!: ListedBatch[]
}

/** Files of all suppliers, for whoever looks after feeds. A supplier is never told what stands on a record. */
export const listBatches = request('ingestion.batch.list', ListBatches, BatchesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward', 'operator'],
})
