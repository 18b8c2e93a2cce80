import { IsString } from 'class-validator'
import { About } from '../about.ts'
import { INSTANT, UUID } from '../schemas.ts'

@About('An override in force: for this session of this person, of this child, until it ends.')
export class OverrideNow {
  @About('Says which override it is.', UUID)
  @IsString()
  overrideId!: string

  @About('When it ends by itself.', INSTANT)
  @IsString()
  expiresAt!: string
}
