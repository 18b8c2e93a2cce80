import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  Fault,
  MASKED_BELOW,
  MOST_CASES_LISTED,
  overrideCasesChanged,
  type AnswerOverrideCase,
  type AttemptOverride,
  type CountedRow,
  type OverrideCaseAnswered,
  type OverrideCasesListed,
  type OverridesCounted,
  type OverrideState,
  type ReadAnswerFigure,
} from '@contactpoint/contracts'
import { assertInTransaction, Outbox, transaction } from '@contactpoint/mongo'
import { Metrics } from '@contactpoint/runtime'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { DesksService } from '../desks/desks.service.ts'
import { deskOf } from '../desks/desks.rules.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { PolicyService } from '../policy/policy.service.ts'
import { auditErrand, revokeErrand } from '../protection/errands.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { nothingFound } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { OverrideCasesRepository, type Attempt } from './override-cases.repository.ts'
import {
  answerAsked,
  answerEntry,
  caseAnswer,
  CASES_ASKED,
  checkingDesk,
  isTheirs,
  newCase,
  shownCases,
  toldRate,
} from './override-cases.rules.ts'
import type { CaseNow } from './override-cases.schema.ts'

const MOST_COUNTED = 1_000
const MOST_RATES = 200

/** Cases about attempts to override a shield: opened before anything is shown, and checked by another authority's people (S27, AC-17). */
@Injectable()
export class OverrideCasesService implements OnApplicationBootstrap {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly cases: OverrideCasesRepository,
    private readonly policy: PolicyService,
    private readonly releases: ReleaseService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.watch('contactpoint_override_cases_open', 'Cases that wait for a check, by how long', 'age', () =>
      this.cases.countWaiting(),
    )
  }

  /** @returns id of the case, which is open and has woken who watches */
  async open(
    caller: Caller,
    ask: AttemptOverride,
    { shield }: Pick<Protection, 'shield'>,
    isRefused: boolean,
  ): Promise<string> {
    const caseId = randomUUID()
    const desk = checkingDesk(deskOf(shield?.authority, await this.desks.desks()), caller.authority)
    const { overrides: policy } = (await this.policy.current()).document
    await this.cases.add(newCase(caseId, caller, ask, { desk, isRefused, policy }))
    this.tell()
    return caseId
  }

  /** A refused attempt is one case, however often it is repeated. */
  hasOpenRefusal(caller: Caller, childId: string): Promise<boolean> {
    return this.cases.hasOpenRefusal(caller.identity, childId)
  }

  /** Whether a case about somebody waits for so long that they may override nothing until it is answered. */
  isSuspended({ identity }: Caller): Promise<boolean> {
    return this.cases.isSuspended(identity)
  }

  /** @throws Fault `not-found` for an attempt that is not this caller's, `conflict` for one that cannot be gone on with */
  async assertUsable(attempt: Attempt): Promise<void> {
    const found = await this.cases.find(attempt._id)
    if (!found || (['childId', 'personId', 'sessionId'] as const).some((key) => found[key] !== attempt[key]))
      throw Fault.notFound()
    if (!(await this.cases.isUsable(attempt))) throw attemptIsOver()
  }

  addFailure(caseId: string): Promise<void> {
    return this.cases.addFailure(caseId)
  }

  /** As part of the transaction that begins the override. @throws Fault `conflict` */
  async show(attempt: Attempt, until: Date): Promise<void> {
    assertInTransaction()
    if (!(await this.cases.show(attempt, until))) throw attemptIsOver()
  }

  /** An override of this caller, whether or not it goes on; null: it is not theirs. */
  async findOwn({ personId, sessionId }: Caller, overrideId: string): Promise<CaseNow | null> {
    const found = await this.cases.find(overrideId)
    return found?.personId === personId && found.sessionId === sessionId && found.shownUntil ? found : null
  }

  end(caseId: string): Promise<void> {
    return this.cases.end(caseId)
  }

  async list(caller: Caller, state: OverrideState | undefined): Promise<OverrideCasesListed> {
    const { content, account } = await this.releases.release(caller, CASES_ASKED, async () =>
      shownCases(await this.waitingFor(caller, state)),
    )
    return { items: content, next: null, receipt: account.receipt }
  }

  /** Cases that this member of the management team may check. */
  async waitingFor(caller: Caller, state: OverrideState = 'open'): Promise<CaseNow[]> {
    const found = await this.cases.findOf(caller.authority, state, MOST_CASES_LISTED)
    return found.filter((one) => isTheirs(one, caller))
  }

  countOpen({ authority }: Caller): Promise<number> {
    return this.cases.countOpen(authority, MOST_COUNTED)
  }

  async rates({ role }: Caller): Promise<OverridesCounted> {
    const roundedTo = role === 'auditor' ? 1 : MASKED_BELOW
    const counted = await this.cases.rates(MOST_RATES, roundedTo)
    return { items: counted.map((rate) => toldRate(rate, roundedTo)), roundedTo, next: null }
  }

  /** How long attempts waited, in the order of ANSWER_TIMES. */
  answerTimes(ask: ReadAnswerFigure): Promise<CountedRow[]> {
    return this.cases.answerTimes(ask)
  }

  /** The first answer holds. Without grounds, nothing is shown to the person by any override when this returns. */
  async answer(caller: Caller, ask: AnswerOverrideCase): Promise<OverrideCaseAnswered> {
    const found = await this.cases.find(ask.caseId)
    if (!found || !isTheirs(found, caller)) return this.refuse(caller, ask.caseId)
    if (found.state !== 'open') throw alreadyAnswered(found)
    const { personId, identity, childId } = found
    const { caseId } = ask
    const revoke = ask.answer === 'not-legitimate' ? { caseId, personId, identity, by: caller.personId } : null
    const isFirst = await transaction(this.connection, async () => {
      if (!(await this.cases.answer(ask.caseId, caseAnswer(caller, ask)))) return false
      await this.outbox.add([auditErrand(answerEntry(randomUUID(), caller, ask, childId))])
      if (revoke) await this.outbox.add([revokeErrand(revoke)])
      return true
    })
    this.errands.wake()
    if (!isFirst) throw alreadyAnswered((await this.cases.find(ask.caseId))!)
    if (revoke) await this.errands.revoke(revoke)
    this.tell()
    return { caseId: ask.caseId, state: ask.answer }
  }

  /** What is not theirs to answer is recorded as a case that never was. @throws Fault `not-found` */
  private async refuse(caller: Caller, caseId: string): Promise<never> {
    await this.releases.release(caller, answerAsked(caseId), async () => nothingFound(caseId))
    throw Fault.notFound()
  }

  private tell(): void {
    this.bus.tell(overrideCasesChanged, {})
  }
}

function attemptIsOver(): Fault {
  return Fault.conflict('This attempt was used or is over; begin again with a new one')
}

function alreadyAnswered({ state }: CaseNow): Fault {
  return Fault.conflict('The case is answered already', { state, version: 1 })
}
