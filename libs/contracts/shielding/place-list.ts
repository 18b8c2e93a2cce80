import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { GROUNDS, type Ground } from '../vocabulary.ts'

/** More children than this do not go into one list. */
export const MOST_IN_LIST = 200

/** One row of a list. */
export class RowToShield {
  /** As it was written: one that is mistyped is a row about nobody. */
  @IsString()
  @MaxLength(40)
  childId!: string

  @IsIn(GROUNDS)
  ground!: Ground
}

@About('Children whom their authority wants shielded.')
export class PlaceShields {
  @About('A row a child.', { maxItems: MOST_IN_LIST })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_IN_LIST)
  @ValidateNested({ each: true })
  @Type(() => RowToShield)
  rows!: RowToShield[]
}

@About('What came of a list.')
export class ShieldsPlaced {
  @About('Children whose shield this list has placed; another officer confirms each.', { example: 41 })
  @IsInt()
  @Min(0)
  placed!: number

  @About('Children whose shield was placed or confirmed before: nothing was changed.', { example: 1 })
  @IsInt()
  @Min(0)
  before!: number
}

/**
 * An officer places the shields that their authority has asked for, in one list. Errors: `invalid-request`, naming the rows that are about
 * no child of the desk; nothing is applied then.
 */
export const placeShields = request('shielding.list.place', PlaceShields, ShieldsPlaced, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})
