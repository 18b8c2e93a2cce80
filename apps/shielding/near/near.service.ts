import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  decideNear,
  listParkedRows,
  type DecideNearRecord,
  type NearReviewed,
  type Nothing,
} from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { decisionAsked, decisionTaken, listShown, REVIEW_ASKED } from './near.rules.ts'

/** What a shield has made invisible, before the people who must decide about it. */
@Injectable()
export class NearService {
  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly errands: ErrandsService,
    private readonly releases: ReleaseService,
  ) {}

  async review(caller: Caller, childId: string): Promise<NearReviewed> {
    const { content, account } = await this.releases.release(caller, REVIEW_ASKED, async () => {
      const stance = await this.protection.stance(childId)
      const listed = await this.desks.nearOf(caller, childId)
      if (!listed) return nothingFound(childId)
      const child = await this.desks.visibleOf(stance)
      return listShown(listed, await this.bus.ask(listParkedRows, { childId }), child, stance)
    })
    return { ...content, ...account }
  }

  /**
   * Recorded before anything becomes visible by it; a shield, which hides, waits for no record. Safe to ask again when no answer came.
   */
  async decide(caller: Caller, ask: DecideNearRecord): Promise<Nothing> {
    const { childId, otherId, decision, code } = ask
    if (decision === 'shield' && (await this.readDecision(caller, ask)).content) await this.shield(caller, otherId)
    await this.releases.release(caller, decisionAsked(ask), () => this.readDecision(caller, ask))
    return this.bus.ask(decideNear, { childId, otherId, decision, code, by: caller.personId })
  }

  private async readDecision(caller: Caller, { childId, otherId }: DecideNearRecord): Promise<Reading<true>> {
    const stance = await this.protection.stance(childId)
    const listed = await this.desks.nearOf(caller, childId)
    const isNear = listed?.records.some(({ child }) => child.childId === otherId)
    return isNear ? decisionTaken(otherId, stance) : nothingFound(childId)
  }

  private async shield(caller: Caller, childId: string): Promise<void> {
    const ask = { childId, ground: 'other', channel: 'authority' } as const
    await this.errands.restrict(childId, await this.protection.placeInterim(caller, childId, ask))
    this.errands.wake()
  }
}
