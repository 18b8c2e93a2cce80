import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ifFound, ownCall, withCall, type Caller } from '@contactpoint/bus'
import { locateChild } from '@contactpoint/contracts'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { DesksService } from '../desks/desks.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { BrokeringRepository } from './brokering.repository.ts'
import { isFor, taskOf, type Task } from './brokering.rules.ts'
import type { RequestNow, StoredRequest } from './brokering.schema.ts'

const EVERY_MS = 5 * 60_000
const AT_A_TIME = 50
/** So many open requests of a desk are looked through, the oldest first. */
const MOST_LOOKED_AT = 1_000

/** Whose each request is to answer: it follows its child to whichever desk decides about that now. */
@Injectable()
export class TasksService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly requests: BrokeringRepository,
    private readonly metrics: Metrics,
    @Inject(LOG) log: Logger,
    leases: Leases,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'broker-requests', everyMs: EVERY_MS, leases },
      work: (mayGoOn) => withCall(ownCall(), () => this.followAll(mayGoOn)),
      onError: (error) => log.warn(describeError(error), 'requests to be put in touch do not follow their children'),
    })
  }

  onApplicationBootstrap(): void {
    this.metrics.watch(
      'contactpoint_broker_requests_late',
      'Open requests to be put in touch whose answer is late',
      'state',
      async () => ({ open: await this.requests.countLate() }),
    )
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** A request that this caller may answer, or might have; null: there is none for them. Whose the child is, the directory says now. */
  async find(caller: Caller, requestId: string): Promise<Task | null> {
    const request = await this.requests.find(requestId)
    if (!request) return null
    const task = await this.locate(request)
    return isFor(task, caller, await this.desks.desks()) ? task : null
  }

  /** Open requests that wait for this caller, the oldest first. */
  async openFor(caller: Caller, most = MOST_LOOKED_AT): Promise<Task[]> {
    const found = await this.requests.findOpenOf(await this.desks.authoritiesOf(caller), MOST_LOOKED_AT)
    const own = await this.protection.findMany(found.map(({ childId }) => childId))
    const into = [...own.values()].flatMap(({ mergedInto }) => mergedInto ?? [])
    const survivors = await this.protection.findMany(into)
    const desks = await this.desks.desks()
    return found
      .map((request) => {
        const protection = own.get(request.childId) ?? null
        return taskOf(request, protection, survivors.get(protection?.mergedInto ?? '') ?? null)
      })
      .filter((task) => isFor(task, caller, desks))
      .slice(0, most)
  }

  /** What an asker was answered lately. */
  answeredTo({ personId }: Caller, most: number): Promise<RequestNow[]> {
    return this.requests.findAnsweredBy(personId, most)
  }

  /** Every open request goes to the desk of its child, which may have moved, been shielded or been merged since. */
  async followAll(mayGoOn: () => boolean = () => true): Promise<void> {
    for (let after = ''; mayGoOn();) {
      const some = await this.requests.findOpenAfter(after, AT_A_TIME)
      await Promise.all(some.map((request) => this.follow(request)))
      if (some.length < AT_A_TIME) return
      after = some.at(-1)!._id
    }
  }

  private async follow(request: StoredRequest): Promise<void> {
    const { authority } = await this.locate({ ...request, isLate: false })
    if (authority !== undefined && authority !== request.authority)
      await this.requests.setAuthority(request._id, authority)
  }

  /** A child that no record shows any more stays where it was. */
  private async locate(request: RequestNow): Promise<Task> {
    const own = await this.protection.find(request.childId)
    const survivor = own?.mergedInto ? await this.protection.find(own.mergedInto) : null
    const { childId } = taskOf(request, own, survivor)
    const located = await ifFound(this.bus.ask(locateChild, { childId }))
    return taskOf(request, own, survivor, located ? located.authority : request.authority)
  }
}
