import { Type } from 'class-transformer'
import {
  IsArray,
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
 * `receiving` its pieces, `waiting` its turn, `reading` its rows. `staged`: it was sent for a preview; `set-aside`: it would change more than a
 * file of its source may unseen; both wait until somebody says. `delivering` its rows, `applied`: every row has its fate. `rolling-back`,
 * `rolled-back`: what it said is taken back. `refused`: it is no file of its source.
 */
export const BATCH_STATES = [
  'receiving',
  'waiting',
  'reading',
  'staged',
  'set-aside',
  'delivering',
  'applied',
  'rolling-back',
  'rolled-back',
  'refused',
] as const
export type BatchState = (typeof BATCH_STATES)[number]

/** Of what a preview counts the changes. */
export const PREVIEW_ITEMS = ['name', 'date-of-birth', 'gender', 'address', 'school', 'gp-practice', 'carers'] as const
export type PreviewItem = (typeof PREVIEW_ITEMS)[number]

@About('How many records a file changes in each thing that it says of them.')
export class ItemChanges implements Record<PreviewItem, number> {
  @About('Another name; another writing of the same is none.', { minimum: 0 })
  @IsInt()
  name!: number

  @About('Another date of birth.', { minimum: 0 })
  @IsInt()
  'date-of-birth'!: number

  @About('Another gender.', { minimum: 0 })
  @IsInt()
  gender!: number

  @About('Another postcode.', { minimum: 0 })
  @IsInt()
  address!: number

  @About('Another school, or none any more.', { minimum: 0 })
  @IsInt()
  school!: number

  @About('Another practice, or none any more.', { minimum: 0 })
  @IsInt()
  'gp-practice'!: number

  @About('Other carers, or other numbers of them.', { minimum: 0 })
  @IsInt()
  carers!: number
}

@About(
  'What a file changes of what its source sent before: nothing that is not in its own files, never what it meets in the directory.',
)
export class BatchPreview {
  @About('Records of which the source never sent anything.', { minimum: 0 })
  @IsInt()
  new!: number

  @About('Records of which it did.', { minimum: 0 })
  @IsInt()
  known!: number

  @About('Those of them of which the file says something else.', { minimum: 0 })
  @IsInt()
  changed!: number

  @About('And what.')
  @ValidateNested()
  @Type(() => ItemChanges)
  changes!: ItemChanges
}

@About('A row that was refused.')
export class ReportedRefusal extends RowRefusal {
  @About('Number of the row in the file; 1 is the first.', { minimum: 1 })
  @IsInt()
  row!: number
}

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

  @About(
    'Ends as `applied`, as `refused` when the file as a whole is not valid, or as `rolled-back`. `staged` waits for its application, `set-aside` for ' +
      'that of a data steward.',
  )
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
  @Type(() => ReportedRefusal)
  refusals!: ReportedRefusal[]

  @About('What it changes; null until it was read.')
  @OrNull()
  @ValidateNested()
  @Type(() => BatchPreview)
  preview!: BatchPreview | null

  @About('Of which item it changes more than a file may unseen; null: of none.')
  @OrNull()
  @IsIn(PREVIEW_ITEMS)
  brake!: PreviewItem | null

  @About('Why the whole file was refused.')
  @OrNull()
  @ValidateNested()
  @Type(() => FileRefusal)
  fileFault!: FileRefusal | null
}

export const getBatch = request('ingestion.batch.get', GetBatch, BatchReport, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier', 'data-steward'],
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
}

/** The operator's counts of a batch. Errors: `not-found`. */
export const tallyBatch = request('ingestion.batch.tally', TallyBatch, BatchTally, {
  askedBy: ['console'],
  for: 'service',
})
