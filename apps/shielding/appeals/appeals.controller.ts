import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  decideAppeal,
  DecideAppeal,
  listAppeals,
  ListAppeals,
  openAppeal,
  OpenAppeal,
  type AppealOpened,
  type AppealsListed,
  type Nothing,
} from '@contactpoint/contracts'
import { AppealsService } from './appeals.service.ts'

@Controller()
export class AppealsController {
  constructor(private readonly appeals: AppealsService) {}

  @Answers(openAppeal)
  @Allow('practitioner', 'shield-officer', 'cpmt', 'data-steward')
  open(@Payload() { code }: OpenAppeal, @CurrentCaller() caller: Caller): Promise<AppealOpened> {
    return this.appeals.open(caller, code)
  }

  @Answers(listAppeals)
  @Allow('cpmt')
  list(@Payload() _ask: ListAppeals, @CurrentCaller() caller: Caller): Promise<AppealsListed> {
    return this.appeals.list(caller)
  }

  @Answers(decideAppeal)
  @Allow('cpmt')
  decide(@Payload() ask: DecideAppeal, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.appeals.decide(caller, ask)
  }
}
