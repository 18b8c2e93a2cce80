import { About } from '../about.ts'
import { request } from '../message.ts'
import { IsName, IsPostcode } from '../rules.ts'
import { Account, AboutPerson } from './accounts.ts'

@About('What somebody is called from now on, and where they live (S10).')
export class RenamePerson extends AboutPerson {
  @About('Their given name.', { example: 'Aisha' })
  @IsName()
  givenName!: string

  @About('Their family name. Looking for a child of that name, or of the one before, is noticed.', { example: 'Khan' })
  @IsName()
  familyName!: string

  @About('Where they live. Looking for a child at that postcode is noticed; nobody is shown it.', {
    example: 'LS1 4AP',
  })
  @IsPostcode()
  postcode!: string
}

/** By whoever looks after the person; the entry says no name. Errors: `not-found`, `conflict` for oneself and for an account that is closed. */
export const renamePerson = request('identity.account.rename', RenamePerson, Account, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['account-manager', 'accreditor'],
})
