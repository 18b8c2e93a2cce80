import { IsIn, IsOptional, Length } from 'class-validator'
import { Closed } from '../closed.ts'
import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'
import { IsDay } from '../rules.ts'

/** How long it took until an attempt to override a shield was answered. */
export const ANSWER_TIMES = ['within-an-hour', 'within-four-hours', 'within-a-day', 'later', 'unanswered'] as const
export type AnswerTime = (typeof ANSWER_TIMES)[number]

export const ANSWER_BREAKDOWNS = ['month', 'authority'] as const
export type AnswerBreakdown = (typeof ANSWER_BREAKDOWNS)[number]

@Closed()
export class ReadAnswerFigure {
  @IsIn(ANSWER_BREAKDOWNS)
  by!: AnswerBreakdown

  /** Attempts of these days, UTC; both are inside. */
  @IsDay()
  from!: string

  @IsDay()
  to!: string

  /** Code of the desk that is to answer; null: all. */
  @IsOptional()
  @Length(1, 10)
  desk!: string | null
}

/**
 * How long attempts to override a shield waited for an answer, in the order of ANSWER_TIMES, each attempt in one of them: by the month of the
 * attempt, or by the authority whose desk is to answer, the national desk among them. Whoever answered at last, an attempt stays that desk's.
 * Rows without attempts are left out. Audit has recorded who looks, and tells managers less. Errors: `unavailable`.
 */
export const readAnswerFigure = request('shielding.answer-figure.read', ReadAnswerFigure, CountedRows, {
  askedBy: ['audit'],
  for: 'service',
})
