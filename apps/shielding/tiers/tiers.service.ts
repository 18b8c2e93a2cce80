import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type SetTier, type Tier, type TierSet } from '@contactpoint/contracts'
import { ErrandsService } from '../errands/errands.service.ts'
import { DesksService } from '../desks/desks.service.ts'
import type { Judge } from '../protection/protection.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { maySet, opening, OPENING_ASKED } from './tiers.rules.ts'

/** How much a shield leaves: four things of the child, or not even that there is one. */
@Injectable()
export class TiersService {
  constructor(
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly errands: ErrandsService,
    private readonly releases: ReleaseService,
  ) {}

  /** Sealing holds everywhere when this answers, and waits for no record; opening is recorded before it takes effect. */
  async set(caller: Caller, { childId, tier }: SetTier): Promise<TierSet> {
    return this.errands.noting(caller, 'shield-tier', childId, async () => {
      const found = await this.desks.find(caller, childId)
      if (!found) throw Fault.notFound()
      assertMaySet(caller, found, tier)
      if (tier === 'standard') await this.releases.release(caller, OPENING_ASKED, async () => opening(childId))
      const judge = await this.judge(caller, tier)
      await this.errands.restrict(childId, await this.protection.setTier(caller, childId, tier, judge))
      return { childId, state: found.shield!.state, tier }
    })
  }

  /** The same where it commits: the record may have become another desk's, or been merged with what this caller sealed. */
  private async judge(caller: Caller, tier: Tier): Promise<Judge> {
    const isTheirs = await this.desks.judge(caller)
    return (protection) => {
      isTheirs(protection)
      assertMaySet(caller, protection!, tier)
    }
  }
}

function assertMaySet(caller: Caller, { shield }: Protection, tier: Tier): void {
  if (!maySet(caller, shield!, tier)) throw new Fault('conflict', 'Opening it takes somebody else')
}
