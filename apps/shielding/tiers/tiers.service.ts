import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type SetTier, type TierSet } from '@contactpoint/contracts'
import { ErrandsService } from '../errands/errands.service.ts'
import { DesksService } from '../desks/desks.service.ts'
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
    try {
      const shield = (await this.desks.find(caller, childId))?.shield
      if (!shield) return await this.refuse(caller, childId, 'not-found', Fault.notFound())
      if (!maySet(caller, shield, tier))
        return await this.refuse(caller, childId, 'refused', new Fault('conflict', 'Opening it takes somebody else'))
      if (tier === 'standard') await this.releases.release(caller, OPENING_ASKED, async () => opening(childId))
      await this.errands.restrict(childId, await this.protection.setTier(caller, childId, tier))
      return { childId, state: shield.state, tier }
    } finally {
      this.errands.wake()
    }
  }

  private async refuse(
    caller: Caller,
    childId: string,
    outcome: 'not-found' | 'refused',
    fault: Fault,
  ): Promise<never> {
    await this.protection.note(caller, 'shield-tier', childId, outcome)
    throw fault
  }
}
