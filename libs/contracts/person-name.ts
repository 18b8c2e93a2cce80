import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches } from 'class-validator'
import { IsNamePart, NAME_PATTERN } from './rules.ts'

/** A name as a record holds it: given names in order, and one family name (which may have several words). */
export class PersonName {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @Matches(NAME_PATTERN, { each: true })
  given!: string[]

  @IsNamePart()
  family!: string
}
