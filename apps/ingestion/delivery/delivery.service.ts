import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { applyRecords } from '@contactpoint/contracts'
import { Leases, Sweep, transaction } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import { BatchFilesService } from '../batches/batch-files.service.ts'
import type { Batch } from '../batches/batches.schema.ts'
import { InboxService } from '../inbox/inbox.service.ts'

const SWEEP_EVERY_MS = 500
/** Rows in one question to the directory. */
const ROWS_AT_A_TIME = 200
/**
 * Time the directory has for them, in milliseconds: many times what they need. A directory or broker that was killed in the midst
 * never answers, and this is how long the load then stands still.
 */
const APPLY_BUDGET_MS = 10_000

/** Reads whole files and delivers their rows, one writer at a time; goes on where a crash stopped it. */
@Injectable()
export class DeliveryService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) private readonly log: Logger,
    private readonly files: BatchFilesService,
    private readonly inbox: InboxService,
  ) {
    this.sweep = new Sweep({
      name: 'delivery',
      everyMs: SWEEP_EVERY_MS,
      leases,
      work: (mayGoOn) => this.work(mayGoOn),
      onError: (error) => log.warn(describeError(error), 'delivery waits'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  private async work(mayGoOn: () => boolean): Promise<void> {
    await this.files.forgetAbandoned()
    const unread = await this.files.findUnread()
    if (unread) await this.files.read(unread)
    while (mayGoOn()) {
      const batch = await this.files.findUndelivered()
      if (!batch) return
      await this.deliver(batch, mayGoOn)
    }
  }

  private async deliver({ _id: batchId, source }: Batch, mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      const rows = await this.inbox.waiting(batchId, ROWS_AT_A_TIME)
      if (rows.length === 0) {
        await this.files.end(batchId)
        this.log.info({ batchId, source }, 'delivered')
        return
      }
      const { fates } = await withCall(ownCall(APPLY_BUDGET_MS), () =>
        this.bus.ask(applyRecords, { source, batchId, rows }),
      )
      await transaction(this.connection, async (session) => {
        await this.inbox.settle(batchId, rows, fates, session)
        await this.files.count(
          batchId,
          fates.map(({ fate }) => fate),
          session,
        )
      })
    }
  }
}
