import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { SOURCES, type Source } from '../vocabulary.ts'

/** More than this many rows about one child are not listed. */
export const MOST_PARKED_LISTED = 50

export class ListParkedRows {
  @IsChildId()
  childId!: string
}

@About('A row of a feed about the child that was not taken in, until somebody decides. What it says is not shown here.')
export class ParkedRow {
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

  @About(
    'Why it waits: `changes-shielded` would change what a shield leaves visible; `sealed` is about a sealed child.',
    {
      example: 'sealed',
      maxLength: 40,
      pattern: '^[a-z-]+$',
    },
  )
  @IsString()
  code!: string
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
