import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  Fault,
  isChildId,
  readRecord,
  type Nothing,
  type ProtectChild,
  type RequestShield,
  type ShieldRequested,
} from '@contactpoint/contracts'
import { setTimeout as sleep } from 'node:timers/promises'
import { ErrandsService } from '../errands/errands.service.ts'
import { answersIn } from '../protection/protection.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { ShieldingConfig } from '../shielding.config.ts'

@Injectable()
export class ShieldsService {
  constructor(
    private readonly bus: Bus,
    private readonly config: ShieldingConfig,
    private readonly protection: ProtectionService,
    private readonly errands: ErrandsService,
  ) {}

  /**
   * Puts an interim shield in force and answers when it holds everywhere. If this fails after the shield was committed, the
   * shield stands and the errands finish it; the asker, not having had an answer, asks again and is told of the same shield.
   * Whatever the answer, its entry is stored before it, and it comes when every other would have come.
   */
  async request(caller: Caller, ask: RequestShield): Promise<ShieldRequested> {
    const began = performance.now()
    try {
      return await this.place(caller, ask)
    } finally {
      this.errands.wake() // whether or not this goes well: what is left of it, and its entry, is done by itself
      await sleep(answersIn(performance.now() - began, this.config.shieldAnswerMs))
    }
  }

  /** A shield that a source asks for: answered when it holds everywhere, also where it was there before. */
  async protect({ childId, source }: ProtectChild): Promise<Nothing> {
    await this.protection.placeForFeed(source, childId)
    try {
      const { marks } = await this.protection.restriction(childId)
      await this.errands.restrict(childId, marks.version)
    } finally {
      this.errands.wake()
    }
    return {}
  }

  private async place(caller: Caller, ask: RequestShield): Promise<ShieldRequested> {
    const { childId } = ask
    if (!(await this.exists(childId))) {
      await this.protection.note(caller, 'shield-request', childId, 'not-found')
      throw Fault.notFound()
    }
    await this.errands.restrict(childId, await this.protection.placeInterim(caller, childId, ask))
    return { childId, state: 'interim' }
  }

  /** Whether there is such a child for anybody to see: hidden and too old ones are nobody, as everywhere. */
  private async exists(childId: string): Promise<boolean> {
    return isChildId(childId) && (await ifFound(this.bus.ask(readRecord, { childId, view: 'visible' }))) !== null
  }
}
