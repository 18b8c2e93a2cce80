import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { ErrandsService } from '../errands/errands.service.ts'
import { MergesService, type Alongside } from '../protection/merges.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'

/**
 * Records that become one, or two again, and children that another authority becomes responsible for: whatever happens in between, what
 * protects them holds. Two people have decided it together (`proposals`), and what ends their proposal is written along with it.
 */
@Injectable()
export class MergingService {
  constructor(
    private readonly merges: MergesService,
    private readonly errands: ErrandsService,
    private readonly protection: ProtectionService,
  ) {}

  /** One goes on as the other, which is protected first. Its id is nobody's from then on. */
  async merge(caller: Caller, childId: string, into: string, alongside?: Alongside): Promise<void> {
    await this.finish(() => this.merges.merge(caller, childId, into, alongside))
  }

  /** It stands by itself again, as its own sources say it, and no less protected than what it was part of. */
  async split(caller: Caller, childId: string, alongside?: Alongside): Promise<void> {
    await this.finish(() => this.merges.split(caller, childId, alongside))
  }

  /** The desk of before learns nothing more once this answers. @param authority DfE code */
  async move(caller: Caller, childId: string, authority: string, alongside?: Alongside): Promise<void> {
    try {
      await this.errands.move(await this.merges.move(caller, childId, authority, alongside))
      await this.protection.answersHaveEnded([childId])
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
