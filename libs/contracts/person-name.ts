import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator'
import { About } from './about.ts'
import { IsName } from './rules.ts'

@About('A name as a record holds it.')
export class PersonName {
  @About('Given names in order.', { example: ['Grace'], items: { type: 'string', minLength: 1, maxLength: 100 } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsName({ each: true })
  given!: string[]

  @About('The family name; it may have several words.', { example: 'Mainwood' })
  @IsName()
  family!: string
}
