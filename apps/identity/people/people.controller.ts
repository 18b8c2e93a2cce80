import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { GetPerson, getPerson, ListDesks, listDesks, type ContactCard, type DesksListed } from '@contactpoint/contracts'
import { PeopleService } from './people.service.ts'

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Answers(listDesks)
  async desks(@Payload() _ask: ListDesks): Promise<DesksListed> {
    return { desks: await this.people.desks() }
  }

  @Answers(getPerson)
  get(@Payload() { personId }: GetPerson): Promise<ContactCard> {
    return this.people.cardOf(personId)
  }
}
