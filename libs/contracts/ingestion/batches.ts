import {
  IsBase64,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator'
import { request } from '../message.ts'
import { BATCH_ID, BATCH_STATES, GetBatch, type BatchState } from './batch-report.ts'
import { Nothing } from '../nothing.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'
import { About } from '../about.ts'
import { UUID } from '../schemas.ts'

/** Bytes of a file in one message: NATS carries 1 MB, and base64 adds a third. */
export const CHUNK_BYTES = 512 * 1024

export class OpenBatch {
  @About('The feed that the file belongs to: one of your own.')
  @IsIn(SOURCES)
  source!: Source

  @About('Only say what the file would change, and wait until it is applied.')
  @IsOptional()
  @IsBoolean()
  preview?: boolean
}

@About('A file that is kept.')
export class BatchOpened {
  @About('Id by which to ask what became of it.', UUID)
  @IsString()
  batchId!: string
}

/** Opens a batch for a supplier's own source. Errors: `forbidden`. */
export const openBatch = request('ingestion.batch.open', OpenBatch, BatchOpened, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier'],
})

export class AppendChunk {
  @Matches(BATCH_ID)
  batchId!: string

  /** Number of this chunk, from 0. */
  @IsInt()
  @Min(0)
  @Max(100_000)
  index!: number

  @IsBase64()
  @MaxLength(Math.ceil(CHUNK_BYTES / 3) * 4)
  content!: string
}

/** Keeps one piece of the file. Idempotent. Errors: `not-found`, `conflict` when the batch is closed. */
export const appendChunk = request('ingestion.batch.append', AppendChunk, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier'],
})

export class CloseBatch {
  @Matches(BATCH_ID)
  batchId!: string

  /** How many chunks were sent. */
  @IsInt()
  @Min(0)
  chunks!: number

  /** SHA-256 of the whole file, hex. */
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string
}

/** Says that the file is whole; only now is it parsed. Errors: `conflict` when pieces are missing. */
export const closeBatch = request('ingestion.batch.close', CloseBatch, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier'],
})

/**
 * Says that what a staged file, or one that was set aside, would change is meant. Errors: `not-found`; `conflict` in another state;
 * `forbidden` for the sender of a file that was set aside: somebody else must look at it.
 */
export const applyBatch = request('ingestion.batch.apply', GetBatch, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier', 'data-steward'],
})

/** Takes back what a file said, or throws away what was not applied. Errors: `not-found`; `conflict` while it is being taken in. */
export const rollBackBatch = request('ingestion.batch.rollback', GetBatch, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier', 'data-steward'],
})

export class TallyBatch {
  @Matches(BATCH_ID)
  batchId!: string
}

/** Counts of fates for the operator: no child, no row, no line. */
export class BatchTally {
  @IsIn(BATCH_STATES)
  state!: BatchState

  @IsInt()
  rows!: number

  @IsInt()
  created!: number

  @IsInt()
  updated!: number

  @IsInt()
  unchanged!: number

  @IsInt()
  parked!: number

  @IsInt()
  refused!: number

  @IsInt()
  waiting!: number

  /** From the first byte to the last fate. */
  @IsNumber()
  seconds!: number

  /** Why it last could not, as a code or a kind of error; null: it goes on. */
  @IsOptional()
  @IsString()
  failure?: string | null
}

export class RetriedRows {
  @IsInt()
  rows!: number
}

/** Gives rows that could not be applied to the directory again: what stood against them was mended. Recorded. Errors: `not-found`; `conflict` in another state. */
export const retryBatch = request('ingestion.batch.retry', TallyBatch, RetriedRows, {
  askedBy: ['console'],
  for: 'service',
})

/** The operator's counts of a batch. Errors: `not-found`. */
export const tallyBatch = request('ingestion.batch.tally', TallyBatch, BatchTally, {
  askedBy: ['console'],
  for: 'service',
})
