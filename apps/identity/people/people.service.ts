import { Injectable } from '@nestjs/common'
import { Fault, type ContactCard, type Desk } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { AuthoritiesService } from '../authorities/authorities.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import { eligibleUntil, type Standing } from './eligibility.rules.ts'
import { PeopleRepository, type AccountsOf, type PersonChange } from './people.repository.ts'
import { cardOf, desksOf, homeAfter, identityOf, valid } from './people.rules.ts'
import type { Home, Person, Signed } from './people.schema.ts'

/** What a person's home is sealed for. */
const HOME = 'identity/home'

/** Who may use the directory. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly organisations: OrganisationsService,
    private readonly authorities: AuthoritiesService,
    private readonly people: PeopleRepository,
  ) {}

  /** Until when somebody may use the directory; null: they may not now. */
  async eligibleUntil(person: Person, now: Date): Promise<Date | null> {
    const [standing] = await this.standingsOf([person])
    return eligibleUntil(standing!, now)
  }

  /** Of each, what lies outside them that they are let in by. */
  async standingsOf(people: readonly Person[]): Promise<Standing[]> {
    const [organisations, live] = await Promise.all([
      this.organisations.findSome([...new Set(people.map(({ organisationId }) => organisationId))]),
      this.authorities.liveAmong([...new Set(people.map(({ authority }) => authority))]),
    ])
    const until = new Map(organisations.map(({ _id, accreditedUntil }) => [_id, accreditedUntil]))
    return people.map((person) => ({
      person,
      organisationUntil: until.get(person.organisationId) ?? null,
      isAuthorityLive: live.has(person.authority),
    }))
  }

  /** In the transaction of the act that makes the account. */
  async add(person: Person, home: Home): Promise<void> {
    const before = person.identity ? await this.people.findAccountsOf(person.identity) : []
    await this.people.add({ ...person, home: this.sealed(homeAfter(this.homesIn(before), home)) })
  }

  /** In the transaction of the act. @param name in full @returns null: the account is closed */
  async rename(personId: string, name: string, home: Home): Promise<Person | null> {
    const before = (await this.people.findById(personId))!
    const change = {
      home: this.sealed(homeAfter(this.homesIn([before]), home)),
      ...(before.contact && { 'contact.name': name }),
    }
    return this.people.change(personId, change, { closedAt: null })
  }

  /** In the transaction of the act that changes it. @returns the person afterwards; null when it was not as the condition says */
  change(
    personId: string,
    change: PersonChange,
    condition: Partial<Pick<Person, 'approvedBy' | 'closedAt'>> = {},
  ): Promise<Person | null> {
    return this.people.change(personId, change, condition)
  }

  /** In the transaction of the act. @returns null: the account is closed, or has signed this version */
  sign(personId: string, agreement: Signed): Promise<Person | null> {
    return this.people.change(
      personId,
      { agreement },
      { closedAt: null, 'agreement.version': { $ne: agreement.version } },
    )
  }

  /** Accounts of an organisation or an authority, by name: those that are closed, or those that are not. */
  findSome(of: AccountsOf, most: number): Promise<Person[]> {
    return this.people.findSome(of, most)
  }

  findByUsername(username: string): Promise<Person | null> {
    return this.people.findByUsername(username)
  }

  findById(personId: string): Promise<Person | null> {
    return this.people.findById(personId)
  }

  /** Keeps until when somebody holds the grant to override shields; null: not any more. */
  setOverride(personId: string, until: Date | null): Promise<void> {
    return this.people.setOverride(personId, until)
  }

  /** Keeps until when somebody is trained for their role; null: a module is missing. */
  setTraining(personId: string, until: Date | null): Promise<void> {
    return this.people.setTraining(personId, until)
  }

  /** @throws Fault `not-found` for nobody, and for a person who has no contact */
  async cardOf(personId: string): Promise<ContactCard> {
    const person = await this.people.findById(personId)
    const card = person && cardOf(person)
    if (!card) throw Fault.notFound()
    return card
  }

  accountsOf(identity: string): Promise<Person[]> {
    return this.people.findAccountsOf(identity)
  }

  /** Keeps that a case suspends an account, or does no longer. */
  setSuspended(personId: string, caseId: string, isSuspended: boolean): Promise<void> {
    return this.people.setSuspended(personId, caseId, isSuspended)
  }

  /** What the people of an organisation said of themselves, whoever said anything. */
  async homesOf(organisation: string, most: number): Promise<{ personId: string; home: Home }[]> {
    const found = await this.people.findHomes(organisation, most)
    return found.map(({ _id, home }) => ({ personId: _id, home: this.opened(bytesOf(home)) }))
  }

  /** How many different people of an authority could act in a role now. */
  async countValid(role: Person['role'], authority: string): Promise<number> {
    const standings = await this.standingsOf(await this.people.findByRole(role, authority))
    return new Set(valid(standings, new Date()).map(({ person }) => identityOf(person))).size
  }

  /** Accounts in use of which anything that has a day ends before that. @param authority left out: of all */
  findLapsing(until: Date, authority: string | undefined, most: number): Promise<Person[]> {
    return this.people.findLapsing(until, authority, most)
  }

  /** Where shields are decided about, and by how many. */
  async desks(): Promise<Desk[]> {
    return desksOf(await this.standingsOf(await this.people.findByRole('shield-officer')), new Date())
  }

  private homesIn(people: readonly Person[]): Home[] {
    return people.flatMap(({ home }) => (home ? [this.opened(bytesOf(home))] : []))
  }

  private sealed(home: Home): Buffer {
    return this.masterKey.seal(HOME, JSON.stringify(home))
  }

  private opened(sealed: Uint8Array): Home {
    return JSON.parse(this.masterKey.open(HOME, sealed)) as Home
  }
}
