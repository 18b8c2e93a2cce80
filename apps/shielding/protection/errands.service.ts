import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { appendEntry, restrictChild } from '@contactpoint/contracts'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError } from '@contactpoint/runtime'
import type { Logger } from '@contactpoint/runtime'
import { OutboxRepository } from './outbox.repository.ts'
import type { OutboxRow } from './protection.schema.ts'
import { ProtectionService, restrictErrandId } from './protection.service.ts'

export const LOG = Symbol('log')

const SWEEP_EVERY_MS = 2_000
const AT_A_TIME = 100

/** Does what a change of protection leaves to be done, also after a crash, and when audit or the directory was away. */
@Injectable()
export class ErrandsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) log: Logger,
    private readonly protection: ProtectionService,
    private readonly outbox: OutboxRepository,
  ) {
    this.sweep = new Sweep({
      name: 'errands',
      everyMs: SWEEP_EVERY_MS,
      leases,
      work: () => this.doAll(),
      onError: (error) => log.warn(describeError(error), 'errands wait'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** Makes the directory's marks, and waits until nothing let through before can still arrive. Safe to do again. */
  async restrict(childId: string, version: number): Promise<void> {
    const { hidden } = await this.bus.ask(restrictChild, { childId, version })
    await this.protection.stopAnswers(hidden, childId)
    await this.protection.answersHaveEnded([childId, ...hidden])
    await this.outbox.remove(restrictErrandId(childId, version))
  }

  /** There is something to do now. */
  wake(): void {
    this.sweep.wake()
  }

  /** One errand that fails does not keep the others waiting. */
  private async doAll(): Promise<void> {
    const failures: unknown[] = []
    for (const row of await this.outbox.findNext(AT_A_TIME))
      await withCall(ownCall(), () => this.do(row)).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }

  private async do(row: OutboxRow): Promise<void> {
    if (row.kind === 'restrict') return this.restrict(row.childId, row.version)
    await this.bus.ask(appendEntry, row.entry)
    await this.outbox.remove(row._id)
  }
}
