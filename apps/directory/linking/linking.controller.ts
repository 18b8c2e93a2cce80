import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  applyRecords,
  ApplyRecords,
  countQuestions,
  decideRow,
  DecideRow,
  listParkedRows,
  ListParkedRows,
  listUndecided,
  ListUndecided,
  Nothing,
  releaseChild,
  ReleaseChild,
  withdrawRecords,
  WithdrawRecords,
  type AppliedFates,
  type CountedRows,
  type ParkedRows,
  type Undecided,
  type WithdrawnRecords,
} from '@contactpoint/contracts'
import { LinkingService } from './linking.service.ts'
import { UndecidedService } from './undecided.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { WithdrawingService } from './withdrawing.service.ts'

@Controller()
export class LinkingController {
  constructor(
    private readonly linking: LinkingService,
    private readonly withdrawing: WithdrawingService,
    private readonly waiting: WaitingRowsService,
    private readonly undecided: UndecidedService,
  ) {}

  @Answers(applyRecords)
  apply(@Payload() ask: ApplyRecords): Promise<AppliedFates> {
    return this.linking.apply(ask)
  }

  @Answers(withdrawRecords)
  withdraw(@Payload() ask: WithdrawRecords): Promise<WithdrawnRecords> {
    return this.withdrawing.withdraw(ask)
  }

  @Answers(countQuestions)
  countQuestions(@Payload() _ask: Nothing): Promise<CountedRows> {
    return this.linking.countQuestions()
  }

  @Answers(listParkedRows)
  listParked(@Payload() { childId }: ListParkedRows): Promise<ParkedRows> {
    return this.waiting.list(childId)
  }

  @Answers(releaseChild)
  release(@Payload() ask: ReleaseChild): Promise<Nothing> {
    return this.waiting.release(ask)
  }

  @Answers(listUndecided)
  listUndecided(@Payload() ask: ListUndecided): Promise<Undecided> {
    return this.undecided.list(ask)
  }

  @Answers(decideRow)
  decide(@Payload() ask: DecideRow): Promise<Nothing> {
    return this.waiting.decide(ask)
  }
}
