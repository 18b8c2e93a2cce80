import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  findInvolvement,
  listContactTasks,
  MOST_ASKED_ABOUT,
  MOST_WORK_LISTED,
  NATIONAL_DESK,
  type Appeal,
  type WorkItem,
  type WorkListed,
} from '@contactpoint/contracts'
import { AppealsService } from '../appeals/appeals.service.ts'
import type { Task } from '../brokering/brokering.rules.ts'
import { TasksService } from '../brokering/tasks.service.ts'
import { DesksService } from '../desks/desks.service.ts'
import { RowWaitsService, type UndecidedNow } from '../near/row-waits.service.ts'
import type { CaseNow } from '../override-cases/override-cases.schema.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { VersionsService } from '../policy/versions.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { proposalWork } from '../proposals/proposals.rules.ts'
import { ProposalsService } from '../proposals/proposals.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import {
  brokerWork,
  caseWork,
  contactWork,
  inOrder,
  outcomeWork,
  policyWork,
  shownWork,
  undecidedWork,
  WORK_ASKED,
  workOf,
  type WrongContact,
} from './work.rules.ts'

/** So many shields of a desk are looked through for what they wait for, the most urgent first. */
const MOST_LOOKED_AT = MOST_ASKED_ABOUT

/** What waits for a management team alone. */
interface WorkOfTeam {
  appeals: Appeal[]
  cases: CaseNow[]
  tasks: Task[]
  policies: WorkItem[]
}

/** What waits for each person, by their role. */
@Injectable()
export class WorkService {
  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly stages: StagesService,
    private readonly rowWaits: RowWaitsService,
    private readonly appeals: AppealsService,
    private readonly cases: OverrideCasesService,
    private readonly versions: VersionsService,
    private readonly tasks: TasksService,
    private readonly proposals: ProposalsService,
    private readonly releases: ReleaseService,
  ) {}

  async list(caller: Caller): Promise<WorkListed> {
    if (caller.role === 'auditor') return this.ofAuditor(caller)
    return caller.role === 'practitioner' ? this.ofOrganisation(caller) : this.ofDesk(caller)
  }

  private async ofDesk(caller: Caller): Promise<WorkListed> {
    const officers = (await this.desks.desks()).find(({ authority }) => authority === caller.authority)?.officers ?? 0
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () => {
      const shields = await this.stages.atWork(await this.desks.authoritiesOf(caller), MOST_LOOKED_AT)
      const proposed = proposalWork(await this.proposals.atWork(caller), caller)
      const undecided = undecidedWork(await this.undecidedOf(caller))
      if (caller.role !== 'cpmt') return shownWork(inOrder([...workOf(shields, [], caller), ...proposed, ...undecided]))
      const { appeals, cases, tasks, policies } = await this.ofTeam(caller)
      const inTurn = inOrder([...workOf(shields, appeals, caller), ...brokerWork(tasks), ...proposed, ...undecided])
      return shownWork([...caseWork(cases), ...inTurn, ...policies])
    })
    return { ...content, next: null, officers, receipt: account.receipt }
  }

  private async undecidedOf(caller: Caller): Promise<UndecidedNow> {
    const shields = await this.stages.find({ of: await this.desks.authoritiesOf(caller) }, MOST_ASKED_ABOUT)
    return this.rowWaits.undecided(shields.map(({ _id }) => _id))
  }

  private async ofTeam(caller: Caller): Promise<WorkOfTeam> {
    const { appeals } = await this.appeals.list(caller)
    const policies = caller.authority === NATIONAL_DESK ? await this.ofPolicies(caller) : []
    return { appeals, cases: await this.cases.waitingFor(caller), tasks: await this.tasks.openFor(caller), policies }
  }

  private async ofPolicies(caller: Caller): Promise<WorkItem[]> {
    return policyWork(await this.versions.findAll(), caller)
  }

  private async ofAuditor(caller: Caller): Promise<WorkListed> {
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () =>
      shownWork(await this.ofPolicies(caller)),
    )
    return { ...content, next: null, receipt: account.receipt }
  }

  private async ofOrganisation(caller: Caller): Promise<WorkListed> {
    const { authority, organisation } = caller
    const { content, account } = await this.releases.release(caller, WORK_ASKED, async () => {
      const { tasks } = await this.bus.ask(listContactTasks, { owner: { authority, organisation } })
      const contacts = await Promise.all(tasks.map(({ involvementId }) => this.contact(involvementId)))
      const answered = await this.tasks.answeredTo(caller, MOST_WORK_LISTED)
      return contactWork(
        contacts.filter((one) => one !== null),
        outcomeWork(answered),
      )
    })
    return { ...content, next: null, receipt: account.receipt }
  }

  /** Null when nobody sees its child. */
  private async contact(involvementId: string): Promise<WrongContact | null> {
    const found = await ifFound(this.bus.ask(findInvolvement, { involvementId }))
    return found && { involvementId, stance: await this.protection.stance(found.childId) }
  }
}
