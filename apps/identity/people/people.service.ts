import { Injectable } from '@nestjs/common'
import { Fault, type ContactCard, type Desk } from '@contactpoint/contracts'
import { PeopleRepository } from './people.repository.ts'
import { cardOf, desksOf } from './people.rules.ts'
import type { Person } from './people.schema.ts'

/** Who may use the directory. */
@Injectable()
export class PeopleService {
  constructor(private readonly people: PeopleRepository) {}

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

  /** @throws Fault `not-found` for nobody, and for a person who has no contact */
  async cardOf(personId: string): Promise<ContactCard> {
    const person = await this.people.findById(personId)
    const card = person && cardOf(person)
    if (!card) throw Fault.notFound()
    return card
  }

  /** Where shields are decided about, and by how many. */
  async desks(): Promise<Desk[]> {
    return desksOf(await this.people.findByRole('shield-officer'), new Date())
  }
}
