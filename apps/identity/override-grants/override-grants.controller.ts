import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutGrant,
  approveOverrideGrant,
  checkOverrideGrant,
  endOverrideGrant,
  listOverrideGrants,
  ListOverrideGrants,
  Nothing,
  proposeOverrideGrant,
  ProposeOverrideGrant,
  revokeOverrides,
  RevokeOverrides,
  stepUp,
  StepUp,
  type OverrideGrant,
  type OverrideGrantsListed,
} from '@contactpoint/contracts'
import { OverrideGrantsService } from './override-grants.service.ts'

@Controller()
export class OverrideGrantsController {
  constructor(private readonly grants: OverrideGrantsService) {}

  @Answers(proposeOverrideGrant)
  @Allow('cpmt')
  propose(@Payload() ask: ProposeOverrideGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.propose(caller, ask)
  }

  @Answers(approveOverrideGrant)
  @Allow('shield-officer', 'cpmt')
  approve(@Payload() ask: AboutGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.approve(caller, ask)
  }

  @Answers(endOverrideGrant)
  @Allow('cpmt')
  end(@Payload() ask: AboutGrant, @CurrentCaller() caller: Caller): Promise<OverrideGrant> {
    return this.grants.end(caller, ask)
  }

  @Answers(listOverrideGrants)
  @Allow('shield-officer', 'cpmt')
  list(@Payload() _ask: ListOverrideGrants, @CurrentCaller() caller: Caller): Promise<OverrideGrantsListed> {
    return this.grants.list(caller)
  }

  @Answers(stepUp)
  @Allow('practitioner')
  async stepUp(@Payload() ask: StepUp, @CurrentCaller() caller: Caller): Promise<Nothing> {
    await this.grants.stepUp(caller, ask)
    return {}
  }

  @Answers(checkOverrideGrant)
  @Allow('practitioner')
  async check(@Payload() _ask: Nothing, @CurrentCaller() caller: Caller): Promise<Nothing> {
    await this.grants.check(caller)
    return {}
  }

  @Answers(revokeOverrides)
  async revoke(@Payload() { personId }: RevokeOverrides): Promise<Nothing> {
    await this.grants.revoke(personId)
    return {}
  }
}
