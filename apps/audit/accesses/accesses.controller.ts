import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { listAccesses, ListAccesses, type OwnAccessesListed } from '@contactpoint/contracts'
import { AccessesService } from './accesses.service.ts'

@Controller()
export class AccessesController {
  constructor(private readonly accesses: AccessesService) {}

  @Answers(listAccesses)
  @Allow('practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor')
  list(@Payload() ask: ListAccesses, @CurrentCaller() caller: Caller): Promise<OwnAccessesListed> {
    return this.accesses.list(caller, ask)
  }
}
