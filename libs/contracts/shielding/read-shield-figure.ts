import { IsIn, IsOptional, Length } from 'class-validator'
import { Closed } from '../closed.ts'
import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'

export const SHIELD_BREAKDOWNS = ['state', 'tier', 'age', 'authority'] as const
export type ShieldBreakdown = (typeof SHIELD_BREAKDOWNS)[number]

@Closed()
export class ReadShieldFigure {
  @IsIn(SHIELD_BREAKDOWNS)
  by!: ShieldBreakdown

  /** Code of the desk whose children are meant; null: all. */
  @IsOptional()
  @Length(1, 10)
  desk!: string | null
}

/**
 * How many shields are in force now, counted when it is asked: those of which nothing is late, and those of which the next step is, in this
 * order. Rows of an authority without shields are left out. Audit has recorded who looks, and tells managers less; identity lets no authority go live whose requests are open. Errors: `unavailable`.
 */
export const readShieldFigure = request('shielding.figure.read', ReadShieldFigure, CountedRows, {
  askedBy: ['audit', 'identity'],
  for: 'service',
})
