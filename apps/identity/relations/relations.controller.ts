import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { listRelations, ListRelations, type RelationsListed } from '@contactpoint/contracts'
import { RelationsService } from './relations.service.ts'

@Controller()
export class RelationsController {
  constructor(private readonly relations: RelationsService) {}

  @Answers(listRelations)
  list(@Payload() { organisation }: ListRelations): Promise<RelationsListed> {
    return this.relations.of(organisation)
  }
}
