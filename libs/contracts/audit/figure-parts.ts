import { IsArray, IsBoolean, IsIn, IsInt, IsString, Min } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { EntryPerson } from './entry-person.ts'
import { BATCH_STATES, type BatchState } from '../ingestion/batch-report.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { INSTANT } from '../schemas.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'
import { FIGURE_COLUMNS } from './figure-kinds.ts'

@About('One row of a figure.')
export class FigureRow {
  @About(
    'What it is of: `2026-11-29T14` an hour, `2026-11-29` a day, `2026-11` a month, a role, an organisation, a reason or an action; of shields a state, a tier, an age, or the code of an authority; a week is its Monday. Null: none was given.',
    { maxLength: LONGEST_ORGANISATION, example: 'practitioner' },
  )
  @OrNull()
  @IsString()
  key!: string | null

  @About('A number for each column. Null: masked, as it is from 1 to 4.', {
    maxItems: FIGURE_COLUMNS.length,
    items: { type: ['integer', 'null'], format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    example: [1204, 877, null],
  })
  @IsArray()
  values!: (number | null)[]

  @About('Whether numbers from 1 to 4 are left out of this row: what is there is the least that it can be.')
  @IsBoolean()
  masked!: boolean
}

@About('How much one person did: entries of the log, whatever they did.')
export class FigurePerson extends EntryPerson {
  @About('How many entries they left.', { example: 212 })
  @IsInt()
  @Min(0)
  entries!: number
}

@About('What the people of one role did, of those who did anything: what a person of that role is held against.')
export class FigurePeers {
  @About('The role.', { maxLength: 40, example: 'practitioner' })
  @IsString()
  role!: string

  @About('How many people. Null: masked, as it is from 1 to 4.', { example: 41 })
  @OrNull()
  @IsInt()
  people!: number | null

  @About('Half of them left no more entries than this. Null: there are too few of them to say.', { example: 34 })
  @OrNull()
  @IsInt()
  median!: number | null

  @About('95 of 100 of them left no more entries than this. Null: there are too few of them to say.', { example: 120 })
  @OrNull()
  @IsInt()
  ninetyFifth!: number | null
}

@About('How the log stands.')
export class FigureLog {
  @About('Entries of the log.', { example: 4711 })
  @IsInt()
  size!: number

  @About('How many of them the last signed checkpoint covers. Null: there is none yet.', { example: 4711 })
  @OrNull()
  @IsInt()
  checkpointSize!: number | null

  @About('When that was signed. Null: there is none yet.', INSTANT)
  @OrNull()
  @IsString()
  checkpointTime!: string | null

  @About('How many entries were held against what was signed when that was last done. Null: never yet.', {
    example: 4711,
  })
  @OrNull()
  @IsInt()
  verifiedSize!: number | null

  @About('When that was. Null: never yet.', INSTANT)
  @OrNull()
  @IsString()
  verifiedAt!: string | null

  @About('The first entry that was not as it had been signed. Null: none was.')
  @OrNull()
  @IsInt()
  firstWrong!: number | null

  @About('Signatures of witnesses under it, beside our own.', { example: 0 })
  @IsInt()
  cosignatures!: number

  @About('How many entries the figures have not counted yet.', { example: 2 })
  @IsInt()
  behind!: number
}

@About('How one feed stands.')
export class FigureFeed {
  @About('The feed.')
  @IsIn(SOURCES)
  source!: Source

  @About('When its last file began to come. Null: there was none yet.', INSTANT)
  @OrNull()
  @IsString()
  lastFileAt!: string | null

  @About('How far that file is. Null: there was none yet.')
  @OrNull()
  @IsIn(BATCH_STATES)
  lastFileState!: BatchState | null

  @About('How many of its rows wait for somebody to decide.', { example: 3 })
  @IsInt()
  @Min(0)
  questions!: number
}
