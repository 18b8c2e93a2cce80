import { Injectable } from '@nestjs/common'
import { Fault, type ContactCard, type Desk } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { PeopleRepository } from './people.repository.ts'
import { cardOf, desksOf } from './people.rules.ts'
import type { Home, Person } from './people.schema.ts'

/** What a person's home is sealed for. */
export const HOME = 'identity/home'

/** Who may use the directory. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly people: PeopleRepository,
  ) {}

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

  /** What somebody said of themselves; null: nothing, or it is nobody. */
  async homeOf(personId: string): Promise<Home | null> {
    const person = await this.people.findById(personId)
    return person?.home ? this.opened(bytesOf(person.home)) : null
  }

  /** The same of the people of an organisation. */
  async homesOf(organisation: string, most: number): Promise<Home[]> {
    return (await this.people.findHomes(organisation, most)).map((sealed) => this.opened(sealed))
  }

  /** Where shields are decided about, and by how many. */
  async desks(): Promise<Desk[]> {
    return desksOf(await this.people.findByRole('shield-officer'), new Date())
  }

  private opened(sealed: Uint8Array): Home {
    return JSON.parse(this.masterKey.open(HOME, sealed)) as Home
  }
}
