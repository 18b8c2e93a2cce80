import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  ATTESTATION_DAYS,
  Fault,
  MOST_ACCOUNTS_LISTED,
  type Account,
  type AccountApproved,
  type AccountsListed,
  type CreatePerson,
  type Eligibility,
  type ListAccounts,
  type RecordCheck,
  type RenamePerson,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import type { StoredOrganisation } from '../organisations/organisations.schema.ts'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { isSeenBy } from '../people/reach.rules.ts'
import { daysAfter } from '../people/term.rules.ts'
import { PeopleService } from '../people/people.service.ts'
import { TrainingService } from '../training/training.service.ts'
import { isFit, isOwn, looksAfter, PRECONDITION_OF, toAccount, toEligibility, type Keeper } from './accounts.rules.ts'
import { AccountsRepository } from './accounts.repository.ts'

/** How people are let in: made by one, checked, approved by another, and needed still every four months (S09, S10). */
@Injectable()
export class AccountsService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsService,
    private readonly enrolments: EnrolmentsService,
    private readonly training: TrainingService,
    private readonly accounts: AccountsRepository,
  ) {}

  async create(caller: Caller, ask: CreatePerson): Promise<Account> {
    const keeper = await this.keeperOf(caller)
    const organisation = await this.organisations.find(ask.organisationId ?? keeper.organisationId)
    if (!organisation) throw Fault.notFound()
    const { _id: organisationId, authority } = organisation
    const { role, need, familyName, postcode } = ask
    if (!looksAfter(keeper, { role, authority, organisationId }))
      throw new Fault('forbidden', 'Accounts of that role, there, are made by somebody else')
    const person = await this.newPerson(caller, ask, organisation)
    const about = { personId: person._id, role, need, organisationId }
    await this.acts
      .record(caller, 'person-create', about, async () => {
        await this.people.add(person, { familyName, postcode })
        await this.training.takeTurn(identityOf(person))
        await this.training.recompute(identityOf(person), new Date())
      })
      .catch((error: unknown) => {
        throw isDuplicate(error) ? Fault.conflict('There is an account of that name') : error
      })
    return toAccount(person)
  }

  async check(caller: Caller, { personId, kind, reference, until }: RecordCheck): Promise<Eligibility> {
    await this.find(caller, personId)
    const [ends, at] = [new Date(until), new Date()]
    if (!isFit(kind, ends, at)) throw Fault.invalid('until', 'isWithinWhatTheCheckAllows')
    return this.acts.record(caller, 'person-check', { personId, kind, reference, until }, async () => {
      await this.accounts.addCheck({
        _id: randomUUID(),
        personId,
        kind,
        reference,
        until: ends,
        by: caller.identity,
        at,
      })
      return this.changed(personId, { [`preconditions.${PRECONDITION_OF[kind]}`]: ends })
    })
  }

  /** The code is said here alone: it is kept as a hash. An account is approved once. */
  async approve(caller: Caller, personId: string): Promise<AccountApproved> {
    const { createdBy } = await this.find(caller, personId)
    if (createdBy === caller.identity) throw Fault.conflict('This step takes somebody else than made the account')
    return this.acts.record(caller, 'person-approve', { personId }, async () => {
      const attestedUntil = daysAfter(new Date(), ATTESTATION_DAYS)
      const approved = await this.people.change(
        personId,
        { approvedBy: caller.identity, attestedUntil },
        { approvedBy: null, closedAt: null },
      )
      if (!approved) throw Fault.conflict('The account does not wait for an approval')
      return { account: toAccount(approved), enrolmentCode: await this.enrolments.invite(personId) }
    })
  }

  async attest(caller: Caller, personId: string): Promise<Eligibility> {
    await this.find(caller, personId)
    return this.acts.record(caller, 'person-attest', { personId }, () =>
      this.changed(personId, { attestedUntil: daysAfter(new Date(), ATTESTATION_DAYS) }),
    )
  }

  /** What they are called, and where they live; the name of the account stays. */
  async rename(caller: Caller, { personId, givenName, familyName, postcode }: RenamePerson): Promise<Account> {
    await this.find(caller, personId)
    const name = `${givenName} ${familyName}`
    return this.acts.record(caller, 'person-rename', { personId }, async () => {
      const renamed = await this.people.rename(personId, name, { familyName, postcode })
      if (!renamed) throw Fault.conflict('The account is closed')
      return toAccount(renamed)
    })
  }

  async list(caller: Caller, { state, authority = caller.authority }: ListAccounts = {}): Promise<AccountsListed> {
    if (!isSeenBy(caller, authority)) throw Fault.notFound()
    const { organisationId } = await this.keeperOf(caller)
    const of = caller.role === 'account-manager' ? { organisationId } : { authority }
    const found = await this.people.findSome({ ...of, isClosed: state === 'closed' }, MOST_ACCOUNTS_LISTED)
    return { items: found.map(toAccount), next: null }
  }

  /** Anybody of themselves; of others whoever looks after them. */
  async eligibility(caller: Caller, personId: string): Promise<Eligibility> {
    const person = await this.people.findById(personId)
    if (!person) throw Fault.notFound()
    if (!isOwn(caller, person) && !looksAfter(await this.keeperOf(caller), person)) throw Fault.notFound()
    return this.eligibilityOf(person)
  }

  /** Somebody about whom the caller may take a step. @throws Fault `not-found`, and `conflict` for oneself (I8) */
  async find(caller: Caller, personId: string, may: typeof looksAfter = looksAfter): Promise<Person> {
    const person = await this.people.findById(personId)
    if (!person || !may(await this.keeperOf(caller), person)) throw Fault.notFound()
    if (isOwn(caller, person)) throw Fault.conflict('This step takes somebody else')
    return person
  }

  private async keeperOf(caller: Caller): Promise<Keeper> {
    return { caller, organisationId: (await this.people.findById(caller.personId))?.organisationId ?? '' }
  }

  private async newPerson(caller: Caller, ask: CreatePerson, organisation: StoredOrganisation): Promise<Person> {
    const { username, role, need, givenName, familyName, phone, email, formerPersonId } = ask
    const former = formerPersonId ? await this.people.findById(formerPersonId) : null
    if (formerPersonId && !former?.closedAt) throw Fault.invalid('formerPersonId', 'isAClosedAccount')
    return {
      ...{ _id: randomUUID(), username, role, need, createdBy: caller.identity, approvedBy: null },
      ...{ authority: organisation.authority, organisation: organisation.name, organisationId: organisation._id },
      // What a case has suspended is so with every account of theirs, as they come.
      ...(former && { identity: identityOf(former), suspendedBy: await this.casesOf(former) }),
      contact: { name: `${givenName} ${familyName}`, phone, email },
      preconditions: { identityCheck: null, enhancedDisclosure: null, training: null },
      ...{ agreement: null, attestedUntil: null, closedAt: null, overrideUntil: null },
    }
  }

  /** The cases that suspend somebody: managers' own suspensions are of one account. */
  private async casesOf({ _id, suspendedBy = [] }: Person): Promise<string[]> {
    const own = new Set((await this.accounts.findSuspensions(_id)).map((suspension) => suspension._id))
    return suspendedBy.filter((id) => !own.has(id))
  }

  private async changed(personId: string, change: Parameters<PeopleService['change']>[1]): Promise<Eligibility> {
    const person = await this.people.change(personId, change, { closedAt: null })
    if (!person) throw Fault.conflict('The account is closed')
    return this.eligibilityOf(person)
  }

  private async eligibilityOf(person: Person): Promise<Eligibility> {
    const [standing] = await this.people.standingsOf([person])
    return toEligibility(standing!, new Date())
  }
}
