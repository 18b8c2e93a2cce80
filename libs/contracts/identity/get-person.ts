import { IsString, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'

@About('How somebody who uses the directory is reached at work, as their organisation said it.')
export class ContactCard {
  @About('Name of the person.', { maxLength: 100, example: 'Aisha Patel' })
  @IsString()
  name!: string

  @About('Where they work.', { maxLength: 200, example: 'Leeds City Council' })
  @IsString()
  organisation!: string

  @About('Work telephone, digits.', { maxLength: 20, example: '01134960123' })
  @IsString()
  phone!: string

  @About('Work e-mail.', { maxLength: 254, example: 'a.patel@example.gov.uk' })
  @IsString()
  email!: string
}

export class GetPerson {
  /** Person id. */
  @IsString()
  @MaxLength(100)
  personId!: string
}

/** The contact card of a person, for whoever puts people in touch. Errors: `not-found` also for a person who has none. */
export const getPerson = request('identity.person.get', GetPerson, ContactCard, {
  askedBy: ['shielding'],
  for: 'service',
})
