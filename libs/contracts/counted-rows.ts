import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator'

/** Rows that a service counts for a figure at the most: authorities and days are fewer. */
export const MOST_COUNTED_ROWS = 1_000

/** How much there is of something, in parts that have nothing in common: no count is a sum that others could be held against. */
export class CountedRow {
  /** What it is of; null: that is not known. */
  @IsOptional()
  @IsString()
  key!: string | null

  /** In the order that the question says. */
  @IsArray()
  @IsInt({ each: true })
  @Min(0, { each: true })
  counts!: number[]
}

/** What a service counted of its own, for a figure. Nothing of a child, and of no person. */
export class CountedRows {
  @IsArray()
  @ArrayMaxSize(MOST_COUNTED_ROWS)
  @ValidateNested({ each: true })
  @Type(() => CountedRow)
  rows!: CountedRow[]

  /** When it was counted, by the clock of who counted it. */
  @IsString()
  at!: string
}
