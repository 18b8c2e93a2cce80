import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { restrictChild, type AppendEntry } from '@contactpoint/contracts'
import { Outbox, type OutboxLag } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { restrictErrand, type RestrictErrand } from '../protection/errands.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { EntriesService } from '../release/entries.service.ts'

/** Does what a change of protection leaves to be done, also after a crash, and when audit or the directory was away. */
@Injectable()
export class ErrandsService implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
    private readonly protection: ProtectionService,
    private readonly entries: EntriesService,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.start({
      kinds: {
        restrict: ({ childId, version }: RestrictErrand) => withCall(ownCall(), () => this.restrict(childId, version)),
        audit: async (entry: AppendEntry) => void (await withCall(ownCall(), () => this.entries.append(entry))),
      },
      onError: (error) => this.log.warn(describeError(error), 'an errand waits'),
    })
    this.show('contactpoint_outbox_waiting', 'Work that waits to be done, by kind', 'waiting')
    this.show('contactpoint_outbox_set_aside', 'Work given up that waits for a person, by kind', 'setAside')
    this.show('contactpoint_outbox_oldest_seconds', 'Age of the oldest work that waits, by kind', 'oldestSeconds')
  }

  async onModuleDestroy(): Promise<void> {
    await this.outbox.stop()
  }

  /**
   * Makes the directory's marks as they must be now, and waits until nothing let through before can still arrive. Safe to do again.
   *
   * @param version of the protection whose errand this is
   */
  async restrict(childId: string, version: number): Promise<void> {
    const { hidden } = await this.bus.ask(restrictChild, { childId, ...(await this.protection.restriction(childId)) })
    await this.protection.stopAnswers(hidden, childId)
    await this.protection.answersHaveEnded([childId, ...hidden])
    await this.outbox.remove(restrictErrand(childId, version)._id)
  }

  /** There is something to do now. */
  wake(): void {
    this.outbox.wake()
  }

  private show(name: string, help: string, what: Exclude<keyof OutboxLag, 'kind'>): void {
    this.metrics.watch(name, help, 'kind', async () =>
      Object.fromEntries((await this.outbox.lag()).map((lag) => [lag.kind, lag[what]])),
    )
  }
}
