import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type ShieldNow } from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { loosens, toShieldNow } from '../protection/stages.rules.ts'
import { StagesService, type Stage } from '../protection/stages.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { loosening } from './deciding.rules.ts'

/** What the people of a child's desk do about its shield, one step at a time. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly desks: DesksService,
    private readonly stages: StagesService,
    private readonly errands: ErrandsService,
    private readonly releases: ReleaseService,
  ) {}

  /**
   * Takes one step. What shows something again is recorded first, and holds everywhere when this answers; if it fails in between, the
   * errands finish it.
   */
  async take(caller: Caller, childId: string, stage: Stage): Promise<ShieldNow> {
    return this.errands.noting(caller, stage.action, childId, async () => {
      if (!(await this.desks.find(caller, childId))) throw Fault.notFound()
      const kind = await this.stages.kindFor(caller, childId, stage)
      if (loosens(kind)) await this.releases.release(caller, ...loosening(childId, stage))
      const after = await this.stages.take(caller, childId, stage, await this.desks.judge(caller))
      if (loosens(kind)) await this.errands.restrict(childId, after.version)
      return toShieldNow(after)
    })
  }
}
