import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { suspendPerson } from '@contactpoint/contracts'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { CasesRepository } from './cases.repository.ts'

const AT_A_TIME = 100
const EVERY_MS = 10_000

/** Tells identity who is suspended because of which case: kept with the case first, so that no crash forgets it. */
@Injectable()
export class SuspensionsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly cases: CasesRepository,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'suspensions', everyMs: EVERY_MS, leases },
      work: () => this.carryOutAll(),
      onError: (error) => log.error(describeError(error), 'suspensions wait'),
    })
  }

  onApplicationBootstrap(): void {
    this.metrics.watch(
      'contactpoint_misuse_cases_open',
      'Cases of misuse that wait for an answer, by rule',
      'rule',
      () => this.cases.countOpen(),
    )
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** All that waits, now. When identity cannot be told, the sweep goes on trying. */
  async carryOut(): Promise<void> {
    await this.carryOutAll().catch((error: unknown) => this.log.warn(describeError(error), 'suspensions wait'))
  }

  private async carryOutAll(): Promise<void> {
    for (const { _id, identity, isSuspending } of await this.cases.findNotCarriedOut(AT_A_TIME)) {
      await this.bus.ask(suspendPerson, { identity, caseId: _id, isSuspended: isSuspending })
      await this.cases.setCarriedOut({ _id, isSuspending })
    }
  }
}
