import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutPerson,
  approvePerson,
  attestPerson,
  closeAccount,
  CloseAccount,
  createPerson,
  CreatePerson,
  listAccounts,
  ListAccounts,
  readEligibility,
  recordCheck,
  RecordCheck,
  reinstateAccount,
  renamePerson,
  RenamePerson,
  suspendAccount,
  SuspendAccount,
  suspendNamed,
  SuspendNamed,
  type Account,
  type AccountApproved,
  type AccountsListed,
  type Eligibility,
} from '@contactpoint/contracts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly removals: RemovalsService,
  ) {}

  @Answers(createPerson)
  @Allow('account-manager', 'accreditor')
  create(@Payload() ask: CreatePerson, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.accounts.create(caller, ask)
  }

  @Answers(recordCheck)
  @Allow('account-manager', 'accreditor')
  check(@Payload() ask: RecordCheck, @CurrentCaller() caller: Caller): Promise<Eligibility> {
    return this.accounts.check(caller, ask)
  }

  @Answers(approvePerson)
  @Allow('accreditor')
  approve(@Payload() ask: AboutPerson, @CurrentCaller() caller: Caller): Promise<AccountApproved> {
    return this.accounts.approve(caller, ask.personId)
  }

  @Answers(attestPerson)
  @Allow('account-manager', 'accreditor')
  attest(@Payload() ask: AboutPerson, @CurrentCaller() caller: Caller): Promise<Eligibility> {
    return this.accounts.attest(caller, ask.personId)
  }

  @Answers(suspendAccount)
  @Allow('account-manager', 'accreditor', 'cpmt')
  suspend(@Payload() ask: SuspendAccount, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.removals.suspend(caller, ask)
  }

  @Answers(suspendNamed)
  @Allow('account-manager', 'accreditor', 'cpmt')
  suspendNamed(@Payload() ask: SuspendNamed, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.removals.suspendNamed(caller, ask)
  }

  @Answers(renamePerson)
  @Allow('account-manager', 'accreditor')
  rename(@Payload() ask: RenamePerson, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.accounts.rename(caller, ask)
  }

  @Answers(reinstateAccount)
  @Allow('accreditor')
  reinstate(@Payload() ask: AboutPerson, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.removals.reinstate(caller, ask.personId)
  }

  @Answers(closeAccount)
  @Allow('account-manager', 'accreditor')
  close(@Payload() ask: CloseAccount, @CurrentCaller() caller: Caller): Promise<Account> {
    return this.removals.close(caller, ask)
  }

  @Answers(readEligibility)
  @Allow(...readEligibility.roles)
  eligibility(@Payload() ask: AboutPerson, @CurrentCaller() caller: Caller): Promise<Eligibility> {
    return this.accounts.eligibility(caller, ask.personId)
  }

  @Answers(listAccounts)
  @Allow('account-manager', 'accreditor')
  list(@Payload() ask: ListAccounts, @CurrentCaller() caller: Caller): Promise<AccountsListed> {
    return this.accounts.list(caller, ask)
  }
}
