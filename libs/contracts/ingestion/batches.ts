import { Type } from 'class-transformer'
import {
  IsArray,
  IsBase64,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { FileRefusal, RowRefusal } from '../directory/incoming-record.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { SOURCES, type Source } from '../vocabulary.ts'
import { About, OrNull } from '../about.ts'
import { UUID } from '../schemas.ts'

/** Bytes of a file in one message: NATS carries 1 MB, and base64 adds a third. */
export const CHUNK_BYTES = 512 * 1024

const BATCH_ID = /^[0-9a-f-]{36}$/

export class OpenBatch {
  @About('The feed that the file belongs to: one of your own.')
  @IsIn(SOURCES)
  source!: Source
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

export const BATCH_STATES = ['receiving', 'waiting', 'reading', 'delivering', 'done', 'refused'] as const
export type BatchState = (typeof BATCH_STATES)[number]

export class GetBatch {
  @About('The feed that the file belongs to.')
  @IsIn(SOURCES)
  source!: Source

  @About('Id of the file, as it was answered.', UUID)
  @Matches(BATCH_ID)
  batchId!: string
}

@About('What became of a file: accepted and refused rows, never which of them matched a child.')
export class BatchReport {
  @About('Id of the file.', UUID)
  @IsString()
  batchId!: string

  @About('The feed that it belongs to.')
  @IsIn(SOURCES)
  source!: Source

  @About('Ends as `done`, or as `refused` when the file as a whole is not valid.')
  @IsIn(BATCH_STATES)
  state!: BatchState

  @About('Rows read so far.')
  @IsInt()
  rows!: number

  @About('Rows that are kept, whatever became of them.')
  @IsInt()
  accepted!: number

  @About('Rows that are not.')
  @IsInt()
  refused!: number

  @About(
    'Rows of which nothing is told yet: what became of a file is told at a time that depends on its number of rows alone.',
  )
  @IsInt()
  waiting!: number

  @About('The first 1,000 refused rows.', { maxItems: 1000 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RowRefusal)
  refusals!: RowRefusal[]

  @About('Why the whole file was refused.')
  @OrNull()
  @ValidateNested()
  @Type(() => FileRefusal)
  fileFault!: FileRefusal | null
}

export const getBatch = request('ingestion.batch.get', GetBatch, BatchReport, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier'],
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
}

/** The operator's counts of a batch. Errors: `not-found`. */
export const tallyBatch = request('ingestion.batch.tally', TallyBatch, BatchTally, {
  askedBy: ['console'],
  for: 'service',
})
