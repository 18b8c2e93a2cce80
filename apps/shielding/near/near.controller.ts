import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  decideNearRecord,
  DecideNearRecord,
  decideWaitingRow,
  DecideWaitingRow,
  reviewNear,
  ReviewNear,
  type NearReviewed,
  type Nothing,
  type RowsDecided,
} from '@contactpoint/contracts'
import { NearService } from './near.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'

@Controller()
export class NearController {
  constructor(
    private readonly near: NearService,
    private readonly waiting: WaitingRowsService,
  ) {}

  @Answers(reviewNear)
  @Allow('shield-officer', 'cpmt')
  review(@Payload() { childId }: ReviewNear, @CurrentCaller() caller: Caller): Promise<NearReviewed> {
    return this.near.review(caller, childId)
  }

  @Answers(decideNearRecord)
  @Allow('shield-officer', 'cpmt')
  decide(@Payload() ask: DecideNearRecord, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.near.decide(caller, ask)
  }

  @Answers(decideWaitingRow)
  @Allow('shield-officer', 'cpmt')
  decideRow(@Payload() ask: DecideWaitingRow, @CurrentCaller() caller: Caller): Promise<RowsDecided> {
    return this.waiting.decide(caller, ask)
  }
}
