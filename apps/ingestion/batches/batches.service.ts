import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  batchReceived,
  Fault,
  type AppendChunk,
  type BatchOpened,
  type BatchReport,
  type BatchTally,
  type CloseBatch,
  type GetBatch,
  type Nothing,
  type OpenBatch,
  type TallyBatch,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { InboxService } from '../inbox/inbox.service.ts'
import { IngestionConfig } from '../ingestion.config.ts'
import { isTold, noCounts, rowsIn, toReport, toTally, untold } from './batches.rules.ts'
import { BatchesRepository } from './batches.repository.ts'
import type { Batch } from './batches.schema.ts'

/** Takes files in, piece by piece, and says what became of them. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly bus: Bus,
    private readonly config: IngestionConfig,
    private readonly batches: BatchesRepository,
    private readonly inbox: InboxService,
  ) {}

  async open(caller: Caller, { source }: OpenBatch): Promise<BatchOpened> {
    if (caller.source !== source) throw new Fault('forbidden', 'You may send your own feed only')
    const batchId = randomUUID()
    await this.batches.add({
      _id: batchId,
      source,
      supplier: caller.personId,
      organisation: caller.organisation,
      state: 'receiving',
      openedAt: new Date(),
      closedAt: null,
      endedAt: null,
      chunks: null,
      sha256: null,
      counts: noCounts(),
      fileFault: null,
      turnAt: new Date(),
      attempts: 0,
      failure: null,
    })
    return { batchId }
  }

  async append(caller: Caller, { batchId, index, content }: AppendChunk): Promise<Nothing> {
    await this.receiving(caller, batchId)
    await this.batches.addChunk(batchId, index, Buffer.from(content, 'base64'))
    return {}
  }

  /** The file is whole: it may be read from now on. */
  async close(caller: Caller, { batchId, chunks, sha256 }: CloseBatch): Promise<Nothing> {
    await this.receiving(caller, batchId)
    if ((await this.batches.countChunks(batchId)) !== chunks)
      throw new Fault('conflict', 'Pieces of the file are missing; send it again')
    const whole = { state: 'waiting', chunks, sha256, closedAt: new Date() } as const
    if (!(await this.batches.change(batchId, ['receiving'], whole))) throw closed()
    this.bus.tell(batchReceived, {})
    return {}
  }

  async report(caller: Caller, { source, batchId }: GetBatch): Promise<BatchReport> {
    const batch = await this.own(caller, batchId)
    if (batch.source !== source) throw Fault.notFound()
    const { reportAfterMs, reportRowMs } = this.config
    const usual = reportAfterMs + reportRowMs * rowsIn(batch.counts)
    const now = new Date()
    if (!isTold(batch, usual, now)) return toReport(untold(batch, usual, now), [])
    return toReport(batch, await this.inbox.refusals(batchId))
  }

  async tally({ batchId }: TallyBatch): Promise<BatchTally> {
    const batch = await this.batches.findById(batchId)
    if (!batch) throw Fault.notFound()
    return toTally(batch, new Date())
  }

  private async receiving(caller: Caller, batchId: string): Promise<void> {
    const { state } = await this.own(caller, batchId)
    if (state !== 'receiving') throw closed()
  }

  /** Another supplier's batch is as unknown as one that never was. */
  private async own(caller: Caller, batchId: string): Promise<Batch> {
    const batch = await this.batches.findById(batchId)
    if (!batch || batch.supplier !== caller.personId) throw Fault.notFound()
    return batch
  }
}

function closed(): Fault {
  return new Fault('conflict', 'This batch is closed')
}
