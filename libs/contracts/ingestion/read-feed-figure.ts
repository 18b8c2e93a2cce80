import { Type } from 'class-transformer'
import { IsArray, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator'
import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'
import { IsDay } from '../rules.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'
import { BATCH_STATES, type BatchState } from './batch-report.ts'

export const FEED_BREAKDOWNS = ['day', 'source'] as const

export class ReadFeedFigure {
  @IsIn(FEED_BREAKDOWNS)
  by!: (typeof FEED_BREAKDOWNS)[number]

  /** UTC, the day on which a file began to come; both are inside. */
  @IsDay()
  from!: string

  @IsDay()
  to!: string
}

/** The last file of a feed. Nothing of what is in it. */
export class LastFile {
  @IsIn(SOURCES)
  source!: Source

  /** When it began to come; null: there was none yet. */
  @IsOptional()
  @IsString()
  at!: string | null

  @IsOptional()
  @IsIn(BATCH_STATES)
  state!: BatchState | null
}

export class FeedFigure extends CountedRows {
  /** Of every feed. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LastFile)
  last!: LastFile[]
}

/** What became of the rows of files, in the order of FATES; days without a file are left out. Errors: `unavailable`. */
export const readFeedFigure = request('ingestion.figure.read', ReadFeedFigure, FeedFigure, {
  askedBy: ['audit'],
  for: 'service',
})
