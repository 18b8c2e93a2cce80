import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  Fault,
  gatherInvolvements,
  getPerson,
  isChildId,
  locateChild,
  MOST_BROKER_REQUESTS,
  type AnswerBrokerRequest,
  type BrokerRequestAnswered,
  type BrokerRequestOpened,
  type BrokerRequestsListed,
  type BrokerTask,
  type OpenBrokerRequest,
} from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { ErrandsService } from '../errands/errands.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { BrokeringRepository } from './brokering.repository.ts'
import {
  answerAsked,
  answerEntry,
  askedOf,
  currentOf,
  isShown,
  LIST_ASKED,
  listed,
  newRequest,
  requestAsked,
  taskAsked,
  taskShown,
  toRequest,
  type Task,
} from './brokering.rules.ts'
import { TasksService } from './tasks.service.ts'

/** Puts people in touch without showing one to the other: a practitioner asks, the management team of the child's desk passes the contact on. */
@Injectable()
export class BrokeringService {
  constructor(
    private readonly bus: Bus,
    @InjectConnection() private readonly connection: Connection,
    private readonly protection: ProtectionService,
    private readonly requests: BrokeringRepository,
    private readonly tasks: TasksService,
    private readonly releases: ReleaseService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Fault `conflict` for an asker who could not be reached, before anything is looked up; `not-found` as for a disclosure */
  async ask(caller: Caller, ask: OpenBrokerRequest): Promise<BrokerRequestOpened> {
    if (!(await ifFound(this.bus.ask(getPerson, { personId: caller.personId }))))
      throw Fault.conflict('Your account has no work contact that could be passed on; your organisation adds it')
    const { content, account } = await this.releases.release(caller, requestAsked(ask), () =>
      this.readChild(ask.childId),
    )
    return { requestId: await this.keep(caller, ask, content.authority), ...account }
  }

  /** Of a practitioner their own; of a management team what is open at its desk. */
  async list(caller: Caller): Promise<BrokerRequestsListed> {
    const { content: items, account } = await this.releases.release(caller, LIST_ASKED, async () => {
      if (caller.role === 'cpmt')
        return listed(
          (await this.tasks.openFor(caller, MOST_BROKER_REQUESTS)).map((one) => toRequest(one.request, one.childId)),
        )
      return listed((await this.requests.findBy(caller.personId, MOST_BROKER_REQUESTS)).map((one) => toRequest(one)))
    })
    return { items, next: null, receipt: account.receipt }
  }

  /** The one way on which hidden involvements are seen: with a task, by who may answer it, as long as it is open. */
  async read(caller: Caller, requestId: string): Promise<BrokerTask> {
    // Of what is not the caller's the log keeps no more than of a request that never was.
    const asked = taskAsked(requestId, (await this.tasks.find(caller, requestId))?.request ?? null)
    const { content, account } = await this.releases.release(caller, asked, () => this.readTask(caller, requestId))
    return { ...content, ...account }
  }

  /** @throws Fault `not-found`, recorded, for what is not the caller's to answer; `conflict` when it was answered already */
  async answer(caller: Caller, { requestId, outcome }: AnswerBrokerRequest): Promise<BrokerRequestAnswered> {
    const task = await this.tasks.find(caller, requestId)
    if (!task) await this.releases.release(caller, answerAsked(requestId), async () => nothingFound(requestId))
    const isFirst = await transaction(this.connection, async () => {
      const isOpen = await this.requests.answer(requestId, outcome, caller.personId)
      const entry = isOpen ? 'done' : 'refused'
      await this.outbox.add([auditErrand(answerEntry(randomUUID(), caller, task!, { outcome, entry }))])
      return isOpen
    })
    this.errands.wake()
    if (!isFirst) throw Fault.conflict('It was answered already', currentOf({ state: 'answered' }))
    return { requestId, state: 'answered', outcome }
  }

  /** One of a person about a child is open at a time. */
  private async keep(caller: Caller, ask: OpenBrokerRequest, authority: string | null): Promise<string> {
    for (;;) {
      const open = await this.requests.findOpen(caller.personId, ask.childId)
      if (open) return open._id
      const request = newRequest(randomUUID(), caller, ask, authority)
      if (await this.requests.add(request)) return request._id
    }
  }

  /** Whose child it is, is known to nobody who asks. */
  private async readChild(childId: string): Promise<Reading<{ authority: string | null }>> {
    if (!isChildId(childId)) return nothingFound(childId)
    const stance = await this.protection.stance(childId)
    const located = await ifFound(this.bus.ask(locateChild, { childId }))
    return located && !stance.isSealed ? askedOf(stance, located.authority) : nothingFound(childId)
  }

  /** What is not for the caller is recorded without its child: the log, too, answers like for a request that never was. */
  private async readTask(caller: Caller, requestId: string): Promise<Reading<Omit<BrokerTask, 'receipt' | 'budget'>>> {
    const task: Task | null = await this.tasks.find(caller, requestId)
    if (!task || !isShown(task)) return nothingFound(requestId)
    const { childId, request } = task
    const [gathered, asker] = await Promise.all([
      ifFound(this.bus.ask(gatherInvolvements, { childId })),
      ifFound(this.bus.ask(getPerson, { personId: request.personId })),
    ])
    return gathered ? taskShown(task, gathered, asker) : nothingFound(requestId)
  }
}
