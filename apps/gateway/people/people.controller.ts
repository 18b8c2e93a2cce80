import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutPerson,
  AboutRecovery,
  Account,
  AccountApproved,
  AccountsListed,
  api,
  approvePerson,
  approveRecovery,
  attestPerson,
  BeginRecovery,
  beginRecovery,
  CloseAccount,
  closeAccount,
  CreatePerson,
  createPerson,
  Eligibility,
  Enrolled,
  EnrolPerson,
  enrolPerson,
  ListAccounts,
  listAccounts,
  readEligibility,
  readRecoveries,
  RecordCheck,
  recordCheck,
  RecoveriesRead,
  Recovery,
  reinstateAccount,
  RenamePerson,
  renamePerson,
  SignAgreement,
  signAgreement,
  SuspendAccount,
  suspendAccount,
  SuspendNamed,
  suspendNamed,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class PeopleController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.people.create)
  create(@Asked() ask: CreatePerson): Promise<Account> {
    return this.bus.ask(createPerson, ask)
  }

  @Serves(api.people.overview)
  overview(@Asked() ask: ListAccounts): Promise<AccountsListed> {
    return this.bus.ask(listAccounts, ask)
  }

  @Serves(api.people.check)
  check(@Asked() ask: RecordCheck): Promise<Eligibility> {
    return this.bus.ask(recordCheck, ask)
  }

  @Serves(api.people.approve)
  approve(@Asked() ask: AboutPerson): Promise<AccountApproved> {
    return this.bus.ask(approvePerson, ask)
  }

  @Serves(api.people.attest)
  attest(@Asked() ask: AboutPerson): Promise<Eligibility> {
    return this.bus.ask(attestPerson, ask)
  }

  @Serves(api.people.suspend)
  suspend(@Asked() ask: SuspendAccount): Promise<Account> {
    return this.bus.ask(suspendAccount, ask)
  }

  @Serves(api.people.suspendNamed)
  suspendNamed(@Asked() ask: SuspendNamed): Promise<Account> {
    return this.bus.ask(suspendNamed, ask)
  }

  @Serves(api.people.rename)
  rename(@Asked() ask: RenamePerson): Promise<Account> {
    return this.bus.ask(renamePerson, ask)
  }

  @Serves(api.people.reinstate)
  reinstate(@Asked() ask: AboutPerson): Promise<Account> {
    return this.bus.ask(reinstateAccount, ask)
  }

  @Serves(api.people.close)
  close(@Asked() ask: CloseAccount): Promise<Account> {
    return this.bus.ask(closeAccount, ask)
  }

  @Serves(api.people.beginRecovery)
  beginRecovery(@Asked() ask: BeginRecovery): Promise<Recovery> {
    return this.bus.ask(beginRecovery, ask)
  }

  @Serves(api.people.recoveries)
  recoveries(@Asked() ask: AboutPerson): Promise<RecoveriesRead> {
    return this.bus.ask(readRecoveries, ask)
  }

  @Serves(api.people.approveRecovery)
  approveRecovery(@Asked() ask: AboutRecovery): Promise<AccountApproved> {
    return this.bus.ask(approveRecovery, ask)
  }

  @Serves(api.people.eligibility)
  eligibility(@Asked() ask: AboutPerson): Promise<Eligibility> {
    return this.bus.ask(readEligibility, ask)
  }

  @Serves(api.people.sign)
  sign(@Asked() ask: SignAgreement): Promise<Eligibility> {
    return this.bus.ask(signAgreement, ask)
  }

  /** Goes on unchecked, as credentials do. */
  @Serves(api.people.enrol)
  enrol(@Asked() ask: EnrolPerson): Promise<Enrolled> {
    return this.bus.ask(enrolPerson, ask)
  }
}
