import { Type } from 'class-transformer'
import { IsArray, IsIn, IsInt, IsString, Matches, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { FileRefusal, RowRefusal } from '../directory/incoming-record.ts'
import { request } from '../message.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'

/** Of a batch, as it is answered. */
export const BATCH_ID = /^[0-9a-f-]{36}$/

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
export const PREVIEW_ITEMS = [
  'name',
  'date-of-birth',
  'gender',
  'address',
  'school',
  'gp-practice',
  'carers',
  'services',
] as const
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

  @About('Another service of an authority, another way to reach it, or none any more.', { minimum: 0 })
  @IsInt()
  services!: number
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

  @About('Records of which it did, and this file does not: it is part of a list, or they have left it.', { minimum: 0 })
  @IsInt()
  missing!: number

  @About('Those known of which the file says something else.', { minimum: 0 })
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

/** What is said of a file, in its report and in the history. */
export class FileTold {
  @About('Id of the file.', UUID)
  @IsString()
  batchId!: string

  @About('The feed that it belongs to.')
  @IsIn(SOURCES)
  source!: Source

  @About('Whose system sent it.', { maxLength: LONGEST_ORGANISATION })
  @IsString()
  organisation!: string

  @About('When it began to come.', INSTANT)
  @IsString()
  openedAt!: string

  @About(
    'Ends as `applied`, as `refused` when the file as a whole is not valid, or as `rolled-back`. `staged` waits for its application, `set-aside` for ' +
      'that of a data steward.',
  )
  @IsIn(BATCH_STATES)
  state!: BatchState

  @About('Rows read so far.', { minimum: 0 })
  @IsInt()
  rows!: number

  @About('Rows that are kept, whatever became of them.', { minimum: 0 })
  @IsInt()
  accepted!: number

  @About('Rows that are not.', { minimum: 0 })
  @IsInt()
  refused!: number

  @About(
    'Rows of which nothing is told yet: what became of a file is told at a time that depends on its number of rows alone.',
    { minimum: 0 },
  )
  @IsInt()
  waiting!: number

  @About('Of which item it changes more than a file may unseen; null: of none.')
  @OrNull()
  @IsIn(PREVIEW_ITEMS)
  brake!: PreviewItem | null
}

@About('What became of a file: accepted and refused rows, never which of them matched a child.')
export class BatchReport extends FileTold {
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

  @About('Why the whole file was refused.')
  @OrNull()
  @ValidateNested()
  @Type(() => FileRefusal)
  fileFault!: FileRefusal | null
}

export const getBatch = request('ingestion.batch.get', GetBatch, BatchReport, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['feed-supplier', 'data-steward', 'operator'],
})
