import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  decideNear,
  DecideNear,
  listNear,
  ListNear,
  restrictChild,
  RestrictChild,
  type NearListed,
  type Nothing,
  type Restricted,
} from '@contactpoint/contracts'
import { NearRecordsService } from './near-records.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

@Controller()
export class RestrictionsController {
  constructor(
    private readonly restrictions: RestrictionsService,
    private readonly nearRecords: NearRecordsService,
  ) {}

  @Answers(restrictChild)
  restrict(@Payload() ask: RestrictChild): Promise<Restricted> {
    return this.restrictions.restrict(ask)
  }

  @Answers(listNear)
  listNear(@Payload() ask: ListNear): Promise<NearListed> {
    return this.nearRecords.list(ask)
  }

  @Answers(decideNear)
  decideNear(@Payload() ask: DecideNear): Promise<Nothing> {
    return this.nearRecords.decide(ask)
  }
}
