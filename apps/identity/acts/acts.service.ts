import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { appendEntry, entryCaller, type Action, type AppendEntry, type EntryCaller } from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { showOutbox } from '@contactpoint/service'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'

const ENTRY = 'entry'

/** What an act is about, as its entry says it: ids, codes and days; never a name. */
export type Particulars = Record<string, string | number | boolean | readonly string[]>

/**
 * Records who lets whom in, and out: an act is committed together with its entry, which is delivered to the ledger whatever crashes. Audit
 * being away delays no act, as most take rights away.
 */
@Injectable()
export class ActsService implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.start({
      kinds: {
        [ENTRY]: async (entry: AppendEntry) => void (await withCall(ownCall(), () => this.bus.ask(appendEntry, entry))),
      },
      onError: (error) => this.log.warn(describeError(error), 'an entry waits'),
    })
    showOutbox(this.metrics, this.outbox)
  }

  async onModuleDestroy(): Promise<void> {
    await this.outbox.stop()
  }

  /**
   * Does something that changes who may use the directory, and records it in the same transaction.
   *
   * @param work null: nothing was there to be done, and nothing is recorded
   */
  async record<T>(caller: EntryCaller, action: Action, particulars: Particulars, work: () => Promise<T>): Promise<T> {
    const done = await transaction(this.connection, async () => {
      const answer = await work()
      if (answer !== null) await this.outbox.add([errandOf(caller, action, particulars)])
      return answer
    })
    this.outbox.wake()
    return done
  }
}

function errandOf(caller: EntryCaller, action: Action, particulars: Particulars) {
  const entryId = randomUUID()
  const about = { reason: null, children: [], particulars: { ...particulars } }
  const entry: AppendEntry = { entryId, caller: entryCaller(caller), action, outcome: 'done', ...about }
  return { _id: entryId, kind: ENTRY, payload: entry }
}
