import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { setTier, SetTier, type TierSet } from '@contactpoint/contracts'
import { STEPS } from '../protection/steps.rules.ts'
import { TiersService } from './tiers.service.ts'

@Controller()
export class TiersController {
  constructor(private readonly tiers: TiersService) {}

  @Answers(setTier)
  @Allow(...STEPS.seal.by)
  set(@Payload() ask: SetTier, @CurrentCaller() caller: Caller): Promise<TierSet> {
    return this.tiers.set(caller, ask)
  }
}
