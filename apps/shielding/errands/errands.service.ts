import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ifFound, ownCall, withCall, type Caller } from '@contactpoint/bus'
import {
  Fault,
  mergeRecords,
  moveChild,
  releaseChild,
  revokeOverrides,
  restrictChild,
  splitRecord,
  type AppendEntry,
  type FaultCode,
  type Restricted,
} from '@contactpoint/contracts'
import { Outbox } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { showOutbox } from '@contactpoint/service'
import {
  mergingErrand,
  moveErrand,
  restrictErrand,
  revokeErrand,
  type MergingErrand,
  type MoveErrand,
  type RestrictErrand,
  type RevokeErrand,
} from '../protection/errands.rules.ts'
import { LiveOverridesService } from '../protection/live-overrides.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import type { ShieldAction } from '../protection/protection.rules.ts'
import { ProtectionService, type Restriction } from '../protection/protection.service.ts'
import { EntriesService } from '../release/entries.service.ts'

/** What is not done, as the log says it. */
const NOTED: Partial<Record<FaultCode, 'not-found' | 'refused'>> = { 'not-found': 'not-found', conflict: 'refused' }

/** Does what a change of protection leaves to be done, also after a crash, and when audit or the directory was away. */
@Injectable()
export class ErrandsService implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
    private readonly protection: ProtectionService,
    private readonly merges: MergesService,
    private readonly overrides: LiveOverridesService,
    private readonly entries: EntriesService,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.start({
      kinds: {
        restrict: ({ childId, version }: RestrictErrand) => withCall(ownCall(), () => this.restrict(childId, version)),
        merging: (errand: MergingErrand) => withCall(ownCall(), () => this.follow(errand)),
        revoke: (errand: RevokeErrand) => withCall(ownCall(), () => this.revoke(errand)),
        move: (errand: MoveErrand) => withCall(ownCall(), () => this.move(errand)),
        audit: async (entry: AppendEntry) => void (await withCall(ownCall(), () => this.entries.append(entry))),
      },
      onError: (error) => this.log.warn(describeError(error), 'an errand waits'),
    })
    showOutbox(this.metrics, this.outbox)
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
    const own = await this.protection.restriction(childId)
    const bearer = own.mergedInto ?? childId
    const { marks, restricted } = own.mergedInto ? await this.protection.restriction(bearer) : own
    if (restricted) await this.answersEnd(bearer, (await this.mark(bearer, marks)).hidden)
    else await this.bus.ask(releaseChild, { childId: bearer, version: marks.version })
    await this.outbox.remove(restrictErrand(childId, version)._id)
  }

  /**
   * Makes the directory's records as they must be now: both protected before one goes on as the other. Waits as `restrict` does, and is
   * safe to do again.
   */
  async follow(errand: MergingErrand): Promise<void> {
    const { childId, into } = errand
    const { restricted, mergedInto, marks } = await this.protection.restriction(childId)
    const { hidden } =
      mergedInto === into
        ? await this.merge(childId, into, restricted)
        : await this.split(childId, into, { restricted, marks })
    await this.answersEnd(into, hidden)
    await this.protection.answersHaveEnded([childId])
    await this.outbox.remove(mergingErrand(errand)._id)
  }

  /** Ends what somebody may override, in this order: after the first of it no override of theirs shows anything, and then those under way end. */
  async revoke(errand: RevokeErrand): Promise<void> {
    const { personId, identity, by } = errand
    await this.bus.ask(revokeOverrides, { personId })
    await this.overrides.endAllOf(identity === undefined ? { personId } : { identity }, by)
    await this.outbox.remove(revokeErrand(errand)._id)
  }

  /** Says to the directory which authority is responsible now: of two errands the later one counts, in whichever order they are done. */
  async move(errand: MoveErrand): Promise<void> {
    const { childId } = errand
    const authority = (await this.protection.find(childId))?.shield?.authority ?? errand.authority
    await this.bus.ask(moveChild, { childId, authority })
    await this.outbox.remove(moveErrand(errand)._id)
  }

  /** Whose the record is that stands by itself again is asked with its marks: it may have been shielded as a part only. */
  private async split(
    childId: string,
    into: string,
    { restricted, marks }: Pick<Restriction, 'restricted' | 'marks'>,
  ): Promise<Restricted> {
    try {
      const { hidden } = await this.bus.ask(splitRecord, { childId, into, restricted, ...marks })
      return { hidden: restricted ? [...hidden, ...(await this.mark(childId, marks)).hidden] : hidden }
    } catch (error) {
      if (!isConflict(error) || !(await this.merges.protectAs(childId, into))) throw error
      return this.split(childId, into, await this.protection.restriction(childId))
    }
  }

  private async merge(childId: string, into: string, restricted: boolean): Promise<Restricted> {
    const hidden: string[] = []
    for (const one of restricted ? [into, childId] : []) {
      const { marks } = await this.protection.restriction(one)
      const marked = await ifFound(this.mark(one, marks))
      hidden.push(...(marked?.hidden ?? []))
    }
    const merged = await (restricted ? this.join(childId, into) : this.joinReleased(childId, into))
    return { hidden: [...hidden, ...merged.hidden] }
  }

  private join(childId: string, into: string): Promise<Restricted> {
    return this.bus.ask(mergeRecords, { childId, into })
  }

  /** Where a shield was lifted before the directory had joined the two, only the one that goes on was released. */
  private async joinReleased(childId: string, into: string): Promise<Restricted> {
    try {
      return await this.join(childId, into)
    } catch (error) {
      if (!isConflict(error)) throw error
      const { marks, restricted } = await this.protection.restriction(childId)
      if (restricted) throw error // shielded again since: both are marked first, when this is tried again
      await this.bus.ask(releaseChild, { childId, version: marks.version })
      return this.join(childId, into)
    }
  }

  /** @throws Fault `not-found` */
  private async mark(childId: string, marks: Restriction['marks']): Promise<Restricted> {
    const restricted = await this.bus.ask(restrictChild, { childId, ...marks })
    if (restricted.authority !== undefined) await this.protection.learnAuthority(childId, restricted.authority)
    return restricted
  }

  /** Nothing that was let through before can still arrive, about the child or what it has hidden. */
  private async answersEnd(childId: string, hidden: string[]): Promise<void> {
    await this.protection.stopAnswers(hidden, childId)
    await this.protection.answersHaveEnded([childId, ...hidden])
  }

  /** Does something about a shield and begins what that leaves to be done; that it was not done is recorded too, before it is answered. */
  async noting<Answer>(
    caller: Caller,
    action: ShieldAction,
    childId: string,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await work()
    } catch (error) {
      const outcome = error instanceof Fault && NOTED[error.code]
      if (outcome) await this.protection.note(caller, action, childId, outcome)
      throw error
    } finally {
      this.wake()
    }
  }

  /** There is something to do now. */
  wake(): void {
    this.outbox.wake()
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Fault && error.code === 'conflict'
}
