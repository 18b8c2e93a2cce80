import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import { moveChild } from '@contactpoint/contracts'
import { ErrandsService } from '../errands/errands.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'

/**
 * Records that become one, or two again, and children that another authority becomes responsible for: whatever happens in between, what
 * protects them holds. No door leads here before two officers can decide it together.
 */
@Injectable()
export class MergingService {
  constructor(
    private readonly bus: Bus,
    private readonly merges: MergesService,
    private readonly errands: ErrandsService,
    private readonly protection: ProtectionService,
  ) {}

  /** One goes on as the other, which is protected first. Its id is nobody's from then on. */
  async merge(caller: Caller, childId: string, into: string): Promise<void> {
    await this.finish(() => this.merges.merge(caller, childId, into))
  }

  /** It stands by itself again, as its own sources say it, and no less protected than what it was part of. */
  async split(caller: Caller, childId: string): Promise<void> {
    await this.finish(() => this.merges.split(caller, childId))
  }

  /** @param authority DfE code. @throws Fault `not-found` */
  async move(caller: Caller, childId: string, authority: string): Promise<void> {
    try {
      await this.merges.move(caller, childId)
      await this.bus.ask(moveChild, { childId, authority })
      await this.protection.setAuthority(childId, authority)
    } finally {
      this.errands.wake()
    }
  }

  /** What was committed is finished by the errands when this fails. */
  private async finish(commit: () => ReturnType<MergesService['merge']>): Promise<void> {
    try {
      await this.errands.follow(await commit())
    } finally {
      this.errands.wake()
    }
  }
}
