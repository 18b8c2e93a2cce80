import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { listWork, ListWork, type WorkListed } from '@contactpoint/contracts'
import { WorkService } from './work.service.ts'

@Controller()
export class WorkController {
  constructor(private readonly work: WorkService) {}

  @Answers(listWork)
  @Allow('practitioner', 'shield-officer', 'cpmt', 'auditor')
  list(@Payload() _ask: ListWork, @CurrentCaller() caller: Caller): Promise<WorkListed> {
    return this.work.list(caller)
  }
}
