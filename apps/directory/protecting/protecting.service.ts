import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { Fault, protectChild } from '@contactpoint/contracts'
import { afterCommit, Outbox } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { showOutbox } from '@contactpoint/service'
import { isHeldBack } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { protectErrand, type ProtectErrand } from './protecting.rules.ts'

/** Asks for the shields of children that a source holds back, also after a crash, and when shielding was away: until then nobody sees them. */
@Injectable()
export class ProtectingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly askNow = (): void => this.outbox.wake()

  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
    private readonly parts: PartsService,
    private readonly restrictions: RestrictionsService,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.start({
      kinds: { protect: (errand: ProtectErrand) => withCall(ownCall(), () => this.protect(errand)) },
      onError: (error) => this.log.warn(describeError(error), 'a shield that a source asks for waits'),
    })
    showOutbox(this.metrics, this.outbox)
  }

  async onModuleDestroy(): Promise<void> {
    await this.outbox.stop()
  }

  /**
   * In the transaction that writes a child held back, after which its shield is asked for.
   *
   * @param record id of the part of it that the source means
   */
  async add(child: Child, record = child.childId): Promise<void> {
    await this.outbox.add([...new Set([child.childId, record])].map((one) => protectErrand(one, child)))
    afterCommit(this.askNow)
  }

  /** After that transaction: who looks like the child is unseen before anybody is answered. */
  begin(child: Child): Promise<void> {
    return this.restrictions.hideLooksLike(child)
  }

  /** Again until the child is restricted: a shield that was just lifted while this was asked is none. */
  private async protect({ childId, source }: ProtectErrand): Promise<void> {
    const before = await this.find(childId)
    if (before?.childId === childId && !isHeldBack(before)) return
    if (before && isHeldBack(before)) await this.restrictions.hideLooksLike(before)
    await this.bus.ask(protectChild, { childId, source })
    const after = await this.find(childId)
    if (after && isHeldBack(after)) throw Fault.unavailable('shielding')
  }

  /** The child itself, or the one that goes on for it. */
  private async find(childId: string): Promise<Child | null> {
    return (await this.parts.meantBy(childId))[0]?.child ?? null
  }
}
