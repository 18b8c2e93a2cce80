import { Controller, type MessageEvent } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutGrant,
  AnswerOverrideCase,
  answerOverrideCase,
  api,
  AttemptOverride,
  attemptOverride,
  BeginOverride,
  beginOverride,
  CountOverrides,
  countOverrides,
  EndOverride,
  endOverride,
  grantOverride,
  ListOverrideCases,
  listOverrideCases,
  ListOverrideGrants,
  listOverrideGrants,
  OverrideAttempted,
  OverrideCaseAnswered,
  OverrideCasesListed,
  OverrideGrant,
  OverrideGrantsListed,
  OverrideNow,
  OverridesCounted,
  ProposeOverrideGrant,
  requestOverrideGrant,
  WatchOverrideCases,
  withdrawOverrideGrant,
  type Nothing,
} from '@contactpoint/contracts'
import type { Observable } from 'rxjs'
import { Asked, Serves, Streams } from '../access/route.pipe.ts'
import { CaseStreamService } from './case-stream.service.ts'

@Controller()
export class OverridesController {
  constructor(
    private readonly bus: Bus,
    private readonly stream: CaseStreamService,
  ) {}

  @Serves(api.overrides.attempt)
  attempt(@Asked() ask: AttemptOverride): Promise<OverrideAttempted> {
    return this.bus.ask(attemptOverride, ask)
  }

  @Serves(api.overrides.begin)
  begin(@Asked() ask: BeginOverride): Promise<OverrideNow> {
    return this.bus.ask(beginOverride, ask)
  }

  @Serves(api.overrides.end)
  end(@Asked() ask: EndOverride): Promise<Nothing> {
    return this.bus.ask(endOverride, ask)
  }

  @Streams(api.overrides.watchCases)
  watchCases(@Asked() _ask: WatchOverrideCases): Observable<MessageEvent> {
    return this.stream.watch()
  }

  @Serves(api.overrides.reviewCases)
  reviewCases(@Asked() ask: ListOverrideCases): Promise<OverrideCasesListed> {
    return this.bus.ask(listOverrideCases, ask)
  }

  @Serves(api.overrides.answerCase)
  answerCase(@Asked() ask: AnswerOverrideCase): Promise<OverrideCaseAnswered> {
    return this.bus.ask(answerOverrideCase, ask)
  }

  @Serves(api.overrides.count)
  count(@Asked() ask: CountOverrides): Promise<OverridesCounted> {
    return this.bus.ask(countOverrides, ask)
  }

  @Serves(api.overrides.propose)
  propose(@Asked() ask: ProposeOverrideGrant): Promise<OverrideGrant> {
    return this.bus.ask(requestOverrideGrant, ask)
  }

  @Serves(api.overrides.findGrants)
  findGrants(@Asked() ask: ListOverrideGrants): Promise<OverrideGrantsListed> {
    return this.bus.ask(listOverrideGrants, ask)
  }

  @Serves(api.overrides.approve)
  approve(@Asked() ask: AboutGrant): Promise<OverrideGrant> {
    return this.bus.ask(grantOverride, ask)
  }

  @Serves(api.overrides.withdraw)
  withdraw(@Asked() ask: AboutGrant): Promise<OverrideGrant> {
    return this.bus.ask(withdrawOverrideGrant, ask)
  }
}
