import { IsOptional, IsString, MaxLength } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { CHILD_ID, INSTANT, UUID } from '../schemas.ts'

@About('Whom a record is opened for, who is on the telephone.')
export class BeginMediation {
  @About('Id of the child. It is not looked up: the answer is the same for one of nobody.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('The user name of who asks.', { maxLength: 100, example: 'a.teacher' })
  @IsString()
  @MaxLength(100)
  username!: string

  @About('The one-time code that they read out. They never say password or PIN.', { example: '318042' })
  @IsString()
  @MaxLength(100)
  code!: string
}

@About('That a record may be opened for somebody: by this person, in this session, of this child, for five minutes.')
export class Mediation {
  @About('What a disclosure of this child names.', UUID)
  @IsString()
  mediationId!: string

  @About('When it ends by itself.', INSTANT)
  @IsString()
  expiresAt!: string

  @About('Where they work.', { maxLength: LONGEST_ORGANISATION, example: 'Leeds City Council (demo)' })
  @IsString()
  organisation!: string

  @About('Where to call them back before anything is read out; null: their organisation gave no number.', {
    example: '0113 496 0123',
    maxLength: 40,
  })
  @OrNull()
  @IsOptional()
  @IsString()
  phone!: string | null
}

/**
 * Binds who asks by telephone, who answers and the child for five minutes. Nothing of the child is read. Recorded with both of them; when the code is wrong
 * with the name that was typed. Errors: `step-up-failed`, the same whatever is wrong with the code or whoever gave it.
 */
export const beginMediation = request('shielding.mediation.begin', BeginMediation, Mediation, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})
