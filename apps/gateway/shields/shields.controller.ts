import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  decideNearRecord,
  DecideNearRecord,
  NearReviewed,
  reviewNear,
  ReviewNear,
  setTier,
  SetTier,
  TierSet,
  type Nothing,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class ShieldsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.shields.reviewNear)
  reviewNear(@Asked() ask: ReviewNear): Promise<NearReviewed> {
    return this.bus.ask(reviewNear, ask)
  }

  @Serves(api.shields.setTier)
  setTier(@Asked() ask: SetTier): Promise<TierSet> {
    return this.bus.ask(setTier, ask)
  }

  @Serves(api.shields.decideNear)
  decideNear(@Asked() ask: DecideNearRecord): Promise<Nothing> {
    return this.bus.ask(decideNearRecord, ask)
  }
}
