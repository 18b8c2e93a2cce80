import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { FED_FIELDS, ROW_DECISIONS, SOURCES, type FedField, type RowDecision, type Source } from '../feed-vocabulary.ts'

/** More than this many rows about one child are not listed. */
export const MOST_PARKED_LISTED = 50

export class ListParkedRows {
  @IsChildId()
  childId!: string
}

/** The last that its record brought: a later one takes its place. */
@About('Which row of a feed.')
export class RowId {
  @About('The feed that sent it.')
  @IsIn(SOURCES)
  source!: Source

  @About('The delivery that it came with.', { maxLength: 64 })
  @IsString()
  @MaxLength(64)
  batchId!: string

  @About('Its number in there, from 1.')
  @IsInt()
  @Min(1)
  row!: number
}

export function isSameRow(one: RowId, other: RowId): boolean {
  return one.source === other.source && one.batchId === other.batchId && one.row === other.row
}

@About('A row of a feed about the child that was not taken in, until somebody decides. What it says is not shown here.')
export class ParkedRow extends RowId {
  @About('Why it waits: `changes-shielded` says something new of a shielded child; `sealed` of a sealed one.', {
    example: 'sealed',
    maxLength: 40,
    pattern: '^[a-z-]+$',
  })
  @IsString()
  code!: string

  @About(
    'What it speaks of: the kinds, never the values. Name, date of birth and gender only where it says another one than everybody sees; of what ' +
      'a shield hides, nobody is told whether it is another one. Empty: it can only be left.',
    { maxItems: FED_FIELDS.length },
  )
  @IsArray()
  @IsIn(FED_FIELDS, { each: true })
  says!: FedField[]
}

export class ParkedRows {
  @IsArray()
  @ArrayMaxSize(MOST_PARKED_LISTED)
  @ValidateNested({ each: true })
  @Type(() => ParkedRow)
  rows!: ParkedRow[]
}

/** The rows of feeds about a child that wait for a person. None for an unknown child. */
export const listParkedRows = request('directory.row.list', ListParkedRows, ParkedRows, {
  askedBy: ['shielding'],
  for: 'service',
})

export class DecideRow extends RowId {
  @IsChildId()
  childId!: string

  @IsIn(ROW_DECISIONS)
  decision!: RowDecision
}

/**
 * Takes in a row that waits, or leaves it out for good: what it says is asked of nobody again until its record says something else. Errors:
 * `not-found` where that row waits no more; `conflict` for taking in what can only be left.
 */
export const decideRow = request('directory.row.decide', DecideRow, Nothing, { askedBy: ['shielding'], for: 'service' })
