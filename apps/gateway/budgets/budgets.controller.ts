import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  AppealOpened,
  AppealsListed,
  decideAppeal,
  DecideAppeal,
  listAppeals,
  ListAppeals,
  openAppeal,
  OpenAppeal,
  type Nothing,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class BudgetsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.budgets.appeal)
  appeal(@Asked() ask: OpenAppeal): Promise<AppealOpened> {
    return this.bus.ask(openAppeal, ask)
  }

  @Serves(api.budgets.reviewAppeals)
  reviewAppeals(@Asked() ask: ListAppeals): Promise<AppealsListed> {
    return this.bus.ask(listAppeals, ask)
  }

  @Serves(api.budgets.decideAppeal)
  decideAppeal(@Asked() ask: DecideAppeal): Promise<Nothing> {
    return this.bus.ask(decideAppeal, ask)
  }
}
