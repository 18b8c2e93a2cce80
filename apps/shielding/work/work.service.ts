import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import { findInvolvement, listContactTasks, type Appeal, type WorkListed } from '@contactpoint/contracts'
import { AppealsService } from '../appeals/appeals.service.ts'
import { DesksService } from '../desks/desks.service.ts'
import type { CaseNow } from '../override-cases/override-cases.schema.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { caseWork, contactWork, shownWork, WORK_ASKED, workOf, type WrongContact } from './work.rules.ts'

/** So many shields of a desk are looked through for what they wait for, the most urgent first. */
const MOST_LOOKED_AT = 1_000

/** What waits for each person, by their role. */
@Injectable()
export class WorkService {
  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly stages: StagesService,
    private readonly appeals: AppealsService,
    private readonly cases: OverrideCasesService,
    private readonly releases: ReleaseService,
  ) {}

  async list(caller: Caller): Promise<WorkListed> {
    return caller.role === 'practitioner' ? this.ofOrganisation(caller) : this.ofDesk(caller)
  }

  private async ofDesk(caller: Caller): Promise<WorkListed> {
    const officers = (await this.desks.desks()).find(({ authority }) => authority === caller.authority)?.officers ?? 0
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () => {
      const shields = await this.stages.atWork(await this.desks.authoritiesOf(caller), MOST_LOOKED_AT)
      const { appeals, cases } = caller.role === 'cpmt' ? await this.ofTeam(caller) : { appeals: [], cases: [] }
      return shownWork([...caseWork(cases), ...workOf(shields, appeals, caller)])
    })
    return { ...content, next: null, officers, receipt: account.receipt }
  }

  private async ofTeam(caller: Caller): Promise<{ appeals: Appeal[]; cases: CaseNow[] }> {
    return { appeals: (await this.appeals.list(caller)).appeals, cases: await this.cases.waitingFor(caller) }
  }

  private async ofOrganisation(caller: Caller): Promise<WorkListed> {
    const { authority, organisation } = caller
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () => {
      const { tasks } = await this.bus.ask(listContactTasks, { owner: { authority, organisation } })
      const contacts = await Promise.all(tasks.map(({ involvementId }) => this.contact(involvementId)))
      return contactWork(contacts.filter((one) => one !== null))
    })
    return { ...content, next: null, receipt: account.receipt }
  }

  /** Null when nobody sees its child. */
  private async contact(involvementId: string): Promise<WrongContact | null> {
    const found = await ifFound(this.bus.ask(findInvolvement, { involvementId }))
    return found && { involvementId, stance: await this.protection.stance(found.childId) }
  }
}
