import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  attemptOverride,
  AttemptOverride,
  beginOverride,
  BeginOverride,
  endOverride,
  EndOverride,
  type Nothing,
  type OverrideAttempted,
  type OverrideNow,
} from '@contactpoint/contracts'
import { OverridesService } from './overrides.service.ts'

@Controller()
export class OverridesController {
  constructor(private readonly overrides: OverridesService) {}

  @Answers(attemptOverride)
  @Allow('practitioner')
  attempt(@Payload() ask: AttemptOverride, @CurrentCaller() caller: Caller): Promise<OverrideAttempted> {
    return this.overrides.attempt(caller, ask)
  }

  @Answers(beginOverride)
  @Allow('practitioner')
  begin(@Payload() ask: BeginOverride, @CurrentCaller() caller: Caller): Promise<OverrideNow> {
    return this.overrides.begin(caller, ask)
  }

  @Answers(endOverride)
  @Allow('practitioner')
  end(@Payload() { overrideId }: EndOverride, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.overrides.end(caller, overrideId)
  }
}
