import { IsOptional, IsString, MaxLength } from 'class-validator'
import { About, OrNull } from './about.ts'

/** What is the same of every list that is answered whole: what is left out of a long one, its description says. */
export class WholeList {
  @About('Always null: the list goes on nowhere.', { maxLength: 36 })
  @OrNull()
  @IsOptional()
  @IsString()
  @MaxLength(36)
  next!: string | null
}
