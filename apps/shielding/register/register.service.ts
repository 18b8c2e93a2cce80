import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { MOST_SHIELDS_LISTED, type ListShields, type ShieldRead, type ShieldsListed } from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { ProposalsService } from '../proposals/proposals.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { nothingFound } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { LIST_ASKED, listed, read, READ_ASKED, type ShieldFound } from './register.rules.ts'

const MOST_STEPS = 200

/** The shields of a desk, before its people: which there are, how far each has come, and what is late. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly merges: MergesService,
    private readonly stages: StagesService,
    private readonly proposals: ProposalsService,
    private readonly releases: ReleaseService,
  ) {}

  async list(caller: Caller, ask: ListShields): Promise<ShieldsListed> {
    let next: string | null = null
    const { content: items, account } = await this.releases.release(caller, LIST_ASKED, async () => {
      const of = await this.desks.authoritiesOf(caller)
      const found = await this.stages.find({ of, ...ask }, MOST_SHIELDS_LISTED + 1)
      const page = found.slice(0, MOST_SHIELDS_LISTED)
      next = found.length > page.length ? page.at(-1)!._id : null
      return listed(page)
    })
    return { items, next, receipt: account.receipt }
  }

  /** @throws Fault `not-found` for a child that has no shield, is of another desk, or is nobody */
  async read(caller: Caller, childId: string): Promise<ShieldRead> {
    const { content, account } = await this.releases.release(caller, READ_ASKED, async () => {
      const found = await this.find(caller, childId)
      return found ? read(found, caller) : nothingFound(childId)
    })
    return { ...content, receipt: account.receipt }
  }

  private async find(caller: Caller, childId: string): Promise<ShieldFound | null> {
    const stance = await this.protection.stance(childId)
    const protection = await this.desks.find(caller, childId)
    if (!protection) return null
    const child = await this.desks.visibleOf(stance)
    const steps = await this.stages.stepsOf(childId, MOST_STEPS)
    const open = await this.proposals.findOpen(caller, childId)
    return { protection, stance, child, steps, open, hasParts: await this.merges.hasParts(childId) }
  }
}
