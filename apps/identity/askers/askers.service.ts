import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type Asker, type ConfirmAsker } from '@contactpoint/contracts'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { ShutOffsService } from '../shut-offs/shut-offs.service.ts'

/** Who asks through another by telephone: they have their token with them, and would be let in now (AC-21). */
@Injectable()
export class AskersService {
  constructor(
    private readonly authenticators: AuthenticatorsService,
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsService,
    private readonly shutOffs: ShutOffsService,
  ) {}

  /** @throws Fault `step-up-failed`, whatever is wrong */
  async confirm(caller: Caller, said: ConfirmAsker): Promise<Asker> {
    const isAnother = async (person: Person) => identityOf(person) !== caller.identity && this.mayAsk(person)
    const person = await this.authenticators.confirmSaid(caller.personId, said, isAnother)
    if (!person) throw wrongCode()
    return this.toAsker(person)
  }

  /** @throws Fault `forbidden` when they are not let in any more */
  async read(personId: string): Promise<Asker> {
    const person = await this.people.findById(personId)
    if (!person || !(await this.mayAsk(person)))
      throw new Fault('forbidden', 'Whoever asked may not use the directory any more')
    return this.toAsker(person)
  }

  private async mayAsk(person: Person): Promise<boolean> {
    if (person.role !== 'practitioner' || (await this.shutOffs.covers(person))) return false
    return (await this.people.eligibleUntil(person, new Date())) !== null
  }

  private async toAsker(person: Person): Promise<Asker> {
    const { _id: personId, role, authority, organisation, organisationId } = person
    const { phone = null } = (await this.organisations.find(organisationId)) ?? {}
    return { personId, identity: identityOf(person), role, authority, organisation, phone }
  }
}

function wrongCode(): Fault {
  return new Fault('step-up-failed', 'The user name or the code is wrong, or the code was used before')
}
