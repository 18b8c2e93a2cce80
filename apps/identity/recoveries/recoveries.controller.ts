import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutPerson,
  AboutRecovery,
  approveRecovery,
  beginRecovery,
  BeginRecovery,
  readRecoveries,
  type AccountApproved,
  type RecoveriesRead,
  type Recovery,
} from '@contactpoint/contracts'
import { RecoveriesService } from './recoveries.service.ts'

@Controller()
export class RecoveriesController {
  constructor(private readonly recoveries: RecoveriesService) {}

  @Answers(beginRecovery)
  @Allow('account-manager', 'accreditor')
  begin(@Payload() ask: BeginRecovery, @CurrentCaller() caller: Caller): Promise<Recovery> {
    return this.recoveries.begin(caller, ask)
  }

  @Answers(readRecoveries)
  @Allow('account-manager', 'accreditor')
  read(@Payload() ask: AboutPerson, @CurrentCaller() caller: Caller): Promise<RecoveriesRead> {
    return this.recoveries.read(caller, ask.personId)
  }

  @Answers(approveRecovery)
  @Allow('accreditor')
  approve(@Payload() ask: AboutRecovery, @CurrentCaller() caller: Caller): Promise<AccountApproved> {
    return this.recoveries.approve(caller, ask)
  }
}
