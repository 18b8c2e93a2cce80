import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches } from 'class-validator'
import { IsNamePart, NAME_PATTERN } from './rules.ts'
import { About } from './about.ts'

@About('A name as a record holds it.')
export class PersonName {
  @About('Given names in order.', { example: ['Grace'], items: { type: 'string', minLength: 1, maxLength: 100 } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @Matches(NAME_PATTERN, { each: true })
  given!: string[]

  @About('The family name; it may have several words.', { example: 'Mainwood' })
  @IsNamePart()
  family!: string
}
