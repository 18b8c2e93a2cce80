import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { assertInTransaction } from '@contactpoint/mongo'
import { LiveOverridesRepository } from './live-overrides.repository.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { stepOf } from './protection.rules.ts'

/** No override outlives the shield that it was begun against: it ends in the transaction of the step, and the next shield begins without it. */
@Injectable()
export class OutlivedService {
  constructor(
    private readonly protections: ProtectionRepository,
    private readonly overrides: LiveOverridesRepository,
  ) {}

  /** Before a shield is lifted or sealed, or covers another record too: whoever overrides it has a case about it as it was. */
  async endOverrides({ personId }: Pick<Caller, 'personId'>, childId: string): Promise<void> {
    assertInTransaction()
    for (const { overrideId } of await this.overrides.findLive(childId)) {
      const ended = await this.overrides.end(childId, overrideId)
      if (ended) await this.protections.addStep(stepOf('override-end', ended, personId))
    }
  }
}
