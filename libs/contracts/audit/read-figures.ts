import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { IsDay, LONGEST_ORGANISATION } from '../rules.ts'
import { INSTANT } from '../schemas.ts'
import {
  BREAKDOWNS,
  FIGURE_COLUMNS,
  FIGURES,
  MOST_FIGURE_ROWS,
  MOST_PEOPLE,
  type Breakdown,
  type Figure,
  type FigureColumn,
} from './figure-kinds.ts'
import { FigureFeed, FigureLog, FigurePeers, FigurePerson, FigureRow } from './figure-parts.ts'

@About('Which figure, of which days.')
export class ReadFigures {
  @About('Which figure.', { example: 'accesses' })
  @IsIn(FIGURES)
  name!: Figure

  @About('From this day on, UTC; left out: the last four weeks.', { example: '2026-11-01' })
  @IsOptional()
  @IsDay()
  from?: string

  @About('Until the end of this day, UTC; left out: today.', { example: '2026-11-30' })
  @IsOptional()
  @IsDay()
  to?: string

  @About('By what it is broken down, where it has rows; left out: by day, for a manager by month; shields by state.', {
    example: 'role',
  })
  @IsOptional()
  @IsIn(BREAKDOWNS)
  by?: Breakdown

  @About('Of this organisation alone, as the log names it; left out: of all, for a manager of their own.', {
    example: 'Leeds City Council (demo)',
  })
  @IsOptional()
  @Length(1, LONGEST_ORGANISATION)
  organisation?: string
}

@About('A figure: rows of numbers, people, or the state of the log. No child is in it.')
export class Figures {
  @About('Which figure.')
  @IsIn(FIGURES)
  name!: Figure

  @About('From this day on. A manager gets whole months.', { format: 'date', maxLength: 10, example: '2026-11-01' })
  @IsString()
  from!: string

  @About('Until the end of this day.', { format: 'date', maxLength: 10, example: '2026-11-30' })
  @IsString()
  to!: string

  @About('By what it is broken down. Null: it has no rows.')
  @OrNull()
  @IsIn(BREAKDOWNS)
  by!: Breakdown | null

  @About('The organisation that it is of. Null: all.', { maxLength: LONGEST_ORGANISATION })
  @OrNull()
  @IsString()
  organisation!: string | null

  @About('Numbers are rounded down to multiples of this: 1 for an auditor, 5 for a manager.', { example: 1 })
  @IsInt()
  roundedTo!: number

  @About('How many entries of the log are counted in it: those before this index.', { example: 4709 })
  @IsInt()
  countedTo!: number

  @About('When it was counted, where a service was asked how much there is now. Null: it is of the log.', INSTANT)
  @OrNull()
  @IsString()
  countedAt!: string | null

  @About('What each number of a row is.', {
    maxItems: FIGURE_COLUMNS.length,
    items: { type: 'string', enum: [...FIGURE_COLUMNS] },
  })
  @IsArray()
  columns!: FigureColumn[]

  @About('Of hours, days and months every one, in order; of others the largest first, or in an order of their own.', {
    maxItems: MOST_FIGURE_ROWS,
  })
  @IsArray()
  @ArrayMaxSize(MOST_FIGURE_ROWS)
  @ValidateNested({ each: true })
  @Type(() => FigureRow)
  rows!: FigureRow[]

  @About('How many rows are left out: of organisations the two hundred largest are shown.', { example: 0 })
  @IsInt()
  rowsLeftOut!: number

  @About('The fifty who did most, only of `people`.', { maxItems: MOST_PEOPLE })
  @IsArray()
  @ArrayMaxSize(MOST_PEOPLE)
  @ValidateNested({ each: true })
  @Type(() => FigurePerson)
  people!: FigurePerson[]

  @About('Each role, only of `people`.', { maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FigurePeers)
  peers!: FigurePeers[]

  @About('Each feed, only of `feeds`.', { maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FigureFeed)
  feeds!: FigureFeed[]

  @About('Only of `log`; null otherwise.')
  @OrNull()
  @ValidateNested()
  @Type(() => FigureLog)
  log!: FigureLog | null

  @About('Of the entry that says this was read.')
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * A figure of what the log says, from what was counted as it grew, or of what a service says how much there is of; itself recorded before it
 * is answered. An auditor sees all organisations in full; a manager (CPMT) their own by whole months, rounded down to multiples of five.
 * Errors: `invalid-request`; `forbidden` for a figure or an organisation that is not a manager's; `unavailable` while the service that counts
 * it is not there.
 */
export const readFigures = request('audit.figure.read', ReadFigures, Figures, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor', 'cpmt'],
})
