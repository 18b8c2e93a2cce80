import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import {
  applyRecords,
  batchReceived,
  Fault,
  readRevocations,
  withdrawRecords,
  type AppliedFate,
  type AppliedRow,
  type ApplyRecords,
} from '@contactpoint/contracts'
import { Leases, Sweep, transaction } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import { BatchFilesService } from '../batches/batch-files.service.ts'
import type { Batch } from '../batches/batches.schema.ts'
import { recordsToWithdraw, waitingRows } from '../inbox/inbox.rules.ts'
import type { InboxPage } from '../inbox/inbox.schema.ts'
import { InboxService } from '../inbox/inbox.service.ts'
import { SentService } from '../sent/sent.service.ts'
import { applyApart } from './delivery.rules.ts'

/** What nobody told of, since news may be lost, is seen then. Milliseconds. */
const SWEEP_EVERY_MS = 5_000
/** What could not go on is tried again then, where its pause is over. */
const TRY_AGAIN_AFTER_MS = 1_000
/** Questions until another batch has its turn. */
const QUESTIONS_A_TURN = 25
/**
 * Time the directory has for a page of rows, in milliseconds: many times what they need. A directory or broker that was killed in the midst
 * never answers, and this is how long the load then stands still.
 */
const APPLY_BUDGET_MS = 10_000
/** Nobody waits longer to hear what is shut off. Milliseconds. */
const SHUT_OFF_BUDGET_MS = 2_000

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
    private readonly sent: SentService,
    private readonly metrics: Metrics,
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
    this.bus.hear(batchReceived, () => this.sweep.wake())
    const help = 'Files that were taken in and are not done, by what holds them up'
    this.metrics.watch('contactpoint_batches_under_way', help, 'failure', () => this.files.underWay())
    const rows = 'Rows of files under way that have no fate yet, by source'
    this.metrics.watch('contactpoint_inbox_rows', rows, 'source', () => this.files.rowsWaiting())
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** Batches take turns: neither a large one nor one that fails holds another. */
  private async work(mayGoOn: () => boolean): Promise<number | undefined> {
    await this.files.forgetAbandoned()
    for (let batch = await this.files.findDue(); batch && mayGoOn(); batch = await this.files.findDue())
      await this.takeTurn(batch, mayGoOn)
    return Object.keys(await this.files.underWay()).length > 0 ? TRY_AGAIN_AFTER_MS : undefined
  }

  private async takeTurn(batch: Batch, mayGoOn: () => boolean): Promise<void> {
    try {
      await this.assertOpen(batch)
      if (batch.state === 'delivering') await this.deliver(batch, mayGoOn)
      else if (batch.state === 'rolling-back') await this.withdraw(batch, mayGoOn)
      else await this.files.read(batch)
      await this.files.giveWay(batch)
    } catch (error) {
      this.log.warn({ batchId: batch._id, source: batch.source, ...describeError(error) }, 'a batch waits')
      await this.files.postpone(batch, error)
    }
  }

  /** While the fates of some rows are written, the directory is asked for the next. */
  private async deliver(batch: Batch, mayGoOn: () => boolean): Promise<void> {
    const { _id: batchId, source } = batch
    let [reached, isOver, settling] = [0, false, Promise.resolve()]
    try {
      for (let n = 0; n < QUESTIONS_A_TURN && mayGoOn(); n++) {
        const page = await this.inbox.waiting(batchId, reached)
        isOver = page === null
        if (!page) break
        const rows = waitingRows(page)
        const fates = await applyApart(rows, (some) => this.ask({ source, batchId, rows: some }))
        await settling
        settling = this.settle(batch, page, rows, fates)
        settling.catch(() => undefined) // It is waited for below, and may fail before that.
        reached = page.first
      }
    } finally {
      await settling
    }
    if (!isOver) return
    await this.files.end(batch)
    this.log.info({ batchId, source }, 'delivered')
  }

  /** Gives the rows that waited on a page their fates, all or none. */
  private settle(
    { _id: batchId, source }: Batch,
    page: InboxPage,
    rows: AppliedRow[],
    fates: AppliedFate[],
  ): Promise<void> {
    const taken = rows.filter((_row, n) => fates[n]!.fate !== 'refused')
    return transaction(this.connection, async () => {
      await this.inbox.settle(page, fates)
      await this.sent.keep(
        batchId,
        source,
        taken.map(({ record }) => record),
      )
      await this.files.count(
        batchId,
        fates.map(({ fate }) => fate),
      )
    })
  }

  /** Takes back what the rows of a batch said, the first of them first. */
  private async withdraw(batch: Batch, mayGoOn: () => boolean): Promise<void> {
    const { _id: batchId, source } = batch
    for (let n = 0; n < QUESTIONS_A_TURN && mayGoOn(); n++) {
      const page = await this.inbox.toWithdraw(batchId)
      if (!page) {
        await this.files.endRollback(batch)
        this.log.info({ batchId, source }, 'rolled back')
        return
      }
      await this.withdrawPage(batch, page)
    }
  }

  private async withdrawPage({ _id: batchId, source }: Batch, page: InboxPage): Promise<void> {
    const recordIds = recordsToWithdraw(page)
    const { records } = await withCall(ownCall(APPLY_BUDGET_MS), () =>
      this.bus.ask(withdrawRecords, { source, batchId, recordIds }),
    )
    const fates = records.map(({ fate }) => fate)
    await transaction(this.connection, async () => {
      await this.inbox.withdraw(page, fates)
      await this.sent.forget(batchId, source, recordIds)
      await this.files.countWithdrawn(batchId, fates)
    })
  }

  /** @throws Fault `shut-off`; nobody who could say so is no reason to wait: what comes in shows nothing to anybody */
  private async assertOpen({ source }: Batch): Promise<void> {
    const asked = withCall(ownCall(SHUT_OFF_BUDGET_MS), () => this.bus.ask(readRevocations, {}))
    const { shutOffs } = await asked.catch(() => ({ shutOffs: [] }))
    if (shutOffs.some(({ scope, subject }) => scope === 'all' || (scope === 'feed' && subject === source)))
      throw new Fault('shut-off', 'The feed is shut off')
  }

  private async ask(question: ApplyRecords): Promise<AppliedFate[]> {
    const { fates } = await withCall(ownCall(APPLY_BUDGET_MS), () => this.bus.ask(applyRecords, question))
    return fates
  }
}
