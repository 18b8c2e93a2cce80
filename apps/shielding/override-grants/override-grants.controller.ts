import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutGrant,
  grantOverride,
  ProposeOverrideGrant,
  requestOverrideGrant,
  withdrawOverrideGrant,
  type OverrideGrant,
} from '@contactpoint/contracts'
import { OverrideGrantsService } from './override-grants.service.ts'

@Controller()
export class OverrideGrantsController {
  constructor(private readonly grants: OverrideGrantsService) {}

  @Answers(requestOverrideGrant)
  @Allow('cpmt')
  propose(@Payload() ask: ProposeOverrideGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.propose(caller, ask)
  }

  @Answers(grantOverride)
  @Allow('shield-officer', 'cpmt')
  approve(@Payload() ask: AboutGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.approve(caller, ask)
  }

  @Answers(withdrawOverrideGrant)
  @Allow('cpmt')
  end(@Payload() ask: AboutGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.end(caller, ask)
  }
}
