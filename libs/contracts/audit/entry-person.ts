import { IsString, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'

/** Who did something, as entries have it. */
export class EntryPerson {
  @About('Who: the account, by an id; never a name.', { maxLength: 100 })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('In which role.', { maxLength: 40, example: 'practitioner' })
  @IsString()
  @MaxLength(40)
  role!: string

  @About('For which organisation.', { maxLength: LONGEST_ORGANISATION, example: 'Leeds City Council (demo)' })
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string
}
