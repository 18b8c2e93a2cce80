import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { WholeList } from '../whole-list.ts'
import { Account } from './accounts.ts'
import { AUTHORITY_CODE } from './organisations.ts'

/** More accounts than this are not listed. */
export const MOST_ACCOUNTS_LISTED = 1_000

/** Which accounts are listed. */
export const ACCOUNTS_LISTED = ['open', 'closed'] as const

export class ListAccounts {
  @About('`closed`: those that are over. Left out: those that are not.')
  @IsOptional()
  @IsIn(ACCOUNTS_LISTED)
  state?: (typeof ACCOUNTS_LISTED)[number]

  @About('Of another authority than your own: for accreditors of the national desk.', AUTHORITY_CODE)
  @IsOptional()
  @Matches(/^[0-9]{3}$/)
  authority?: string
}

@About('Accounts: of your organisation for an account manager, of an authority for an accreditor.')
export class AccountsListed extends WholeList {
  @About('By name.', { maxItems: MOST_ACCOUNTS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_ACCOUNTS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => Account)
  items!: Account[]
}

/** Errors: `not-found` for another authority, but for accreditors of the national desk. */
export const listAccounts = request('identity.account.list', ListAccounts, AccountsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['account-manager', 'accreditor'],
})
