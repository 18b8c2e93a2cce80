import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import type { WorkListed } from '@contactpoint/contracts'
import { AppealsService } from '../appeals/appeals.service.ts'
import { DesksService } from '../desks/desks.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { shownWork, WORK_ASKED, workOf } from './work.rules.ts'

/** So many shields of a desk are looked through for what they wait for, the most urgent first. */
const MOST_LOOKED_AT = 1_000

/** What waits for each person of a desk. */
@Injectable()
export class WorkService {
  constructor(
    private readonly desks: DesksService,
    private readonly stages: StagesService,
    private readonly appeals: AppealsService,
    private readonly releases: ReleaseService,
  ) {}

  async list(caller: Caller): Promise<WorkListed> {
    const officers = (await this.desks.desks()).find(({ authority }) => authority === caller.authority)?.officers ?? 0
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () => {
      const shields = await this.stages.atWork(await this.desks.authoritiesOf(caller), MOST_LOOKED_AT)
      const { appeals } = caller.role === 'cpmt' ? await this.appeals.list(caller) : { appeals: [] }
      return shownWork(workOf(shields, appeals, caller))
    })
    return { ...content, next: null, officers, receipt: account.receipt }
  }
}
