import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutAuthority,
  activateAuthority,
  attestAuthority,
  BeginAuthority,
  beginAuthority,
  ListAuthorities,
  listAuthorities,
  Nothing,
  readReadiness,
  readRollout,
  suspendAuthority,
  type AuthoritiesListed,
  type AuthorityNow,
  type AuthorityReadiness,
  type RolloutRead,
} from '@contactpoint/contracts'
import { RolloutService } from './rollout.service.ts'

@Controller()
export class RolloutController {
  constructor(private readonly rollout: RolloutService) {}

  @Answers(beginAuthority)
  @Allow('accreditor')
  begin(@Payload() ask: BeginAuthority, @CurrentCaller() caller: Caller): Promise<AuthorityNow> {
    return this.rollout.begin(caller, ask)
  }

  @Answers(attestAuthority)
  @Allow('shield-officer', 'cpmt')
  attest(@Payload() ask: AboutAuthority, @CurrentCaller() caller: Caller): Promise<AuthorityReadiness> {
    return this.rollout.attest(caller, ask.code)
  }

  @Answers(activateAuthority)
  @Allow('accreditor')
  activate(@Payload() ask: AboutAuthority, @CurrentCaller() caller: Caller): Promise<AuthorityNow> {
    return this.rollout.activate(caller, ask.code)
  }

  @Answers(suspendAuthority)
  @Allow('accreditor')
  suspend(@Payload() ask: AboutAuthority, @CurrentCaller() caller: Caller): Promise<AuthorityNow> {
    return this.rollout.suspend(caller, ask.code)
  }

  @Answers(readReadiness)
  @Allow('accreditor', 'shield-officer', 'cpmt', 'operator')
  read(@Payload() ask: AboutAuthority, @CurrentCaller() caller: Caller): Promise<AuthorityReadiness> {
    return this.rollout.read(caller, ask.code)
  }

  @Answers(listAuthorities)
  @Allow('accreditor', 'shield-officer', 'cpmt', 'operator')
  list(@Payload() _ask: ListAuthorities, @CurrentCaller() caller: Caller): Promise<AuthoritiesListed> {
    return this.rollout.list(caller)
  }

  @Answers(readRollout)
  survey(@Payload() _ask: Nothing): Promise<RolloutRead> {
    return this.rollout.survey()
  }
}
