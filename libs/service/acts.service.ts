import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import {
  appendEntry,
  entryCaller,
  type Action,
  type AppendEntry,
  type EntryCaller,
  type Outcome,
} from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { showOutbox } from './show-outbox.ts'

const ENTRY = 'entry'

/** What an act is about, as its entry says it: ids, codes and days; never a name. */
export type Particulars = Record<string, string | number | boolean | readonly string[]>

/**
 * Records what shows nothing of a child: who lets whom in, and out; what a file of a feed did. An act is committed together with its entry,
 * which is delivered to the ledger whatever crashes. Audit being away delays no act, as most take rights away. Its service keeps an outbox.
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
   * Does something, and records it in the same transaction.
   *
   * @param work null: nothing was there to be done, and nothing is recorded
   */
  async record<T>(
    caller: EntryCaller,
    action: Action,
    particulars: Particulars,
    work: () => Promise<T>,
    outcome: Outcome = 'done',
  ): Promise<T> {
    const done = await transaction(this.connection, async () => {
      const answer = await work()
      if (answer !== null) await this.outbox.add([errandOf(caller, action, outcome, particulars)])
      return answer
    })
    this.outbox.wake()
    return done
  }
}

/** The row of the outbox by which an act gets its entry: written in the transaction of the act. */
export function errandOf(caller: EntryCaller, action: Action, outcome: Outcome, particulars: Particulars) {
  const entryId = randomUUID()
  const about = { reason: null, children: [], particulars: { ...particulars } }
  const entry: AppendEntry = { entryId, caller: entryCaller(caller), action, outcome, ...about }
  return { _id: entryId, kind: ENTRY, payload: entry }
}
