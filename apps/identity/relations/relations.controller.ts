import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  listHouseholds,
  ListHouseholds,
  readOwnRelations,
  ReadOwnRelations,
  type HouseholdsListed,
  type OwnRelations,
} from '@contactpoint/contracts'
import { RelationsService } from './relations.service.ts'

@Controller()
export class RelationsController {
  constructor(private readonly relations: RelationsService) {}

  @Answers(readOwnRelations)
  own(@Payload() { personId }: ReadOwnRelations): Promise<OwnRelations> {
    return this.relations.own(personId)
  }

  @Answers(listHouseholds)
  households(@Payload() { organisation }: ListHouseholds): Promise<HouseholdsListed> {
    return this.relations.households(organisation)
  }
}
