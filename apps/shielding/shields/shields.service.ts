import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import { Fault, isChildId, readRecord, type RequestShield, type ShieldRequested } from '@contactpoint/contracts'
import { ErrandsService } from '../errands/errands.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'

@Injectable()
export class ShieldsService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly errands: ErrandsService,
  ) {}

  /**
   * Puts an interim shield in force and answers when it holds everywhere. If this fails after the shield was committed, the
   * shield stands and the errands finish it; the asker, not having had an answer, asks again and is told of the same shield.
   */
  async request(caller: Caller, ask: RequestShield): Promise<ShieldRequested> {
    const { childId } = ask
    if (!isChildId(childId)) throw Fault.notFound()
    await this.bus.ask(readRecord, { childId, view: 'visible' }) // there is such a child, or the same 404 as always
    const { version, since } = await this.protection.placeInterim(caller, childId, ask)
    // Whether or not this goes well: what is left of it, and its entry, is done by itself.
    await this.errands.restrict(childId, version).finally(() => this.errands.wake())
    return { childId, state: 'interim', since: since.toISOString() }
  }
}
