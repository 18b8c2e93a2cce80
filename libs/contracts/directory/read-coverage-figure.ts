import { IsIn, IsOptional, Length } from 'class-validator'
import { Closed } from '../closed.ts'
import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'

/** How far it is known who works with a child, beside school and practice. */
export const INVOLVED = ['nobody', 'somebody', 'lead'] as const
export type Involved = (typeof INVOLVED)[number]

/** What may be known of who works with a child. */
export const COVERAGE_KINDS = ['school', 'gp', 'involvement', 'lead-professional'] as const
export type CoverageKind = (typeof COVERAGE_KINDS)[number]

export interface CoverageCell {
  school: boolean
  practice: boolean
  involved: Involved
}

/** Every child is in exactly one of these. */
export const COVERAGE_CELLS: readonly CoverageCell[] = [true, false].flatMap((school) =>
  [true, false].flatMap((practice) => INVOLVED.map((involved) => ({ school, practice, involved }))),
)

/** Whether it is known who works with a child, or which sources have said anything of it. */
export const COVERAGES = ['known', 'sources'] as const
export type CoverageOf = (typeof COVERAGES)[number]

@Closed()
export class ReadCoverageFigure {
  /** Code of the authority whose children are meant, or of the national desk for those without one; null: of all. */
  @IsOptional()
  @Length(1, 10)
  authority!: string | null

  /** What of them is counted; absent: `known`. */
  @IsOptional()
  @IsIn(COVERAGES)
  of?: CoverageOf
}

/**
 * Of how many children is known who works with them: by authority, in the order of COVERAGE_CELLS; or of `sources`: how many there
 * are, and then of how many each of SOURCES has said anything. As it was counted last. Every child under
 * 18 is counted, whatever protects it, so that no number changes with a shield; sensitive services and what has ended are not. Errors:
 * `unavailable`, also until it was counted first.
 */
export const readCoverageFigure = request('directory.figure.read', ReadCoverageFigure, CountedRows, {
  askedBy: ['audit'],
  for: 'service',
})
