import { IsIn, IsString, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { SUSPENSION_CODES, type SuspensionCode } from '../people-vocabulary.ts'
import { Account } from './accounts.ts'

@About('That somebody may not sign in for now, by the name of their account.')
export class SuspendNamed {
  @About('Name of the account.', { maxLength: 100, example: 'a.patel' })
  @IsString()
  @MaxLength(100)
  username!: string

  @About('Why.')
  @IsIn(SUSPENSION_CODES)
  code!: SuspensionCode
}

/** As `suspendAccount`, for those who know no number of an account: a management team has no list of accounts. Errors: `not-found`, `conflict` for oneself. */
export const suspendNamed = request('identity.account.suspend-named', SuspendNamed, Account, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['account-manager', 'accreditor', 'cpmt'],
})
