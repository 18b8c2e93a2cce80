import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  batchReceived,
  entryCaller,
  Fault,
  MOST_BATCHES_LISTED,
  type AppendChunk,
  type BatchesListed,
  type BatchOpened,
  type BatchReport,
  type BatchTally,
  type CloseBatch,
  type GetBatch,
  type ListBatches,
  type Nothing,
  type OpenBatch,
  type RetriedRows,
  type TallyBatch,
} from '@contactpoint/contracts'
import { ActsService, type Particulars } from '@contactpoint/service'
import { randomUUID } from 'node:crypto'
import { InboxService } from '../inbox/inbox.service.ts'
import { CANNOT_BE_APPLIED } from '../delivery/delivery.rules.ts'
import { IngestionConfig } from '../ingestion.config.ts'
import {
  afterRollback,
  forOperator,
  isTold,
  newBatch,
  rowsIn,
  toListed,
  toReport,
  toTally,
  untold,
  untoldAs,
} from './batches.rules.ts'
import { BatchesRepository } from './batches.repository.ts'
import type { Batch } from './batches.schema.ts'

/** Whoever has the machine: nobody who signs in. */
const OPERATOR = { personId: 'operator', role: 'operator', organisation: '' }

/** Takes files in, piece by piece, and says what became of them. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly bus: Bus,
    private readonly config: IngestionConfig,
    private readonly batches: BatchesRepository,
    private readonly inbox: InboxService,
    private readonly acts: ActsService,
  ) {}

  async open(caller: Caller, { source, preview = false }: OpenBatch): Promise<BatchOpened> {
    if (caller.source !== source) throw new Fault('forbidden', 'You may send your own feed only')
    const batchId = randomUUID()
    const { personId: supplier, organisation } = caller
    const of = { source, supplier, organisation, authority: caller.authority || null, isPreview: preview }
    await this.batches.add(newBatch({ _id: batchId, ...of }, new Date()))
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

  /** What somebody has said is meant goes on, in its turn. */
  async apply(caller: Caller, ask: GetBatch): Promise<Nothing> {
    const batch = await this.visible(caller, ask)
    const { _id: batchId, source, state, brake } = batch
    if (state !== 'staged' && state !== 'set-aside') throw new Fault('conflict', `It is ${state}`)
    if (brake !== null && batch.supplier === caller.personId)
      throw new Fault('forbidden', 'It changes more than a file may unseen: a data steward applies it')
    const particulars = { batchId, source, was: state, ...(brake !== null && { brake }) }
    await this.step(caller, 'feed-apply', batch, { state: 'delivering' }, particulars)
    return {}
  }

  /** What was not applied is thrown away, and what was is taken back: not before it is told, or a try would tell that it is done (F3). */
  async rollBack(caller: Caller, ask: GetBatch): Promise<Nothing> {
    const batch = await this.visible(caller, ask)
    const { _id: batchId, source } = batch
    const state = isTold(batch, this.usualMs(batch), new Date()) ? batch.state : 'delivering'
    const next = afterRollback(state)
    if (!next) throw new Fault('conflict', `It is ${state}`)
    if (next === 'rolled-back') await this.inbox.forget(batchId)
    const endedAt = next === 'rolled-back' ? new Date() : null
    await this.step(caller, 'feed-rollback', batch, { state: next, endedAt }, { batchId, source, was: state })
    return {}
  }

  /** What could not be applied is tried once more, in its turn. */
  async retry({ batchId }: TallyBatch): Promise<RetriedRows> {
    const batch = await this.batches.findById(batchId)
    if (!batch) throw Fault.notFound()
    if (batch.state !== 'applied') throw new Fault('conflict', `It is ${batch.state}`)
    const rows = await this.acts.record(OPERATOR, 'feed-retry', { batchId, source: batch.source }, async () => {
      const again = await this.inbox.retry(batchId, CANNOT_BE_APPLIED)
      if (again > 0) await this.batches.deliverAgain(batch, again)
      return again || null
    })
    this.bus.tell(batchReceived, {})
    return { rows: rows ?? 0 }
  }

  async report(caller: Caller, ask: GetBatch): Promise<BatchReport> {
    const batch = await this.visible(caller, ask)
    const [usual, now] = [this.usualMs(batch), new Date()]
    if (!isTold(batch, usual, now)) return toReport(untold(batch, usual, now), [])
    const refusals = await this.inbox.refusals(ask.batchId)
    return toReport(batch, caller.role === 'operator' ? refusals.map(forOperator) : refusals)
  }

  /** What is not told yet is listed as what is still delivered. */
  async history({ source, state }: ListBatches): Promise<BatchesListed> {
    const states = state ? [state, ...untoldAs(state)] : []
    const now = new Date()
    const found = await this.batches.findNewest({ source, states }, MOST_BATCHES_LISTED)
    const items = found.map((batch) => toListed(batch, this.usualMs(batch), now))
    return { items: state ? items.filter((one) => one.state === state) : items, next: null }
  }

  async tally({ batchId }: TallyBatch): Promise<BatchTally> {
    const batch = await this.batches.findById(batchId)
    if (!batch) throw Fault.notFound()
    return toTally(batch, new Date())
  }

  /** Milliseconds after which it is usually told what became of a file. */
  private usualMs({ counts }: Batch): number {
    return this.config.reportAfterMs + this.config.reportRowMs * rowsIn(counts)
  }

  /** @throws Fault `conflict` when somebody else was first */
  private async step(
    caller: Caller,
    action: 'feed-apply' | 'feed-rollback',
    { _id, state }: Batch,
    change: Partial<Batch>,
    particulars: Particulars,
  ): Promise<void> {
    const work = async () =>
      (await this.batches.change(_id, [state], { ...change, closedAt: new Date(), turnAt: new Date() })) || null
    if (!(await this.acts.record(entryCaller(caller), action, particulars, work)))
      throw new Fault('conflict', 'Somebody was first')
    this.bus.tell(batchReceived, {})
  }

  /** A data steward and an operator see every file, a supplier their own. */
  private async visible(caller: Caller, { source, batchId }: GetBatch): Promise<Batch> {
    const isOwn = caller.role === 'feed-supplier'
    const batch = isOwn ? await this.own(caller, batchId) : await this.batches.findById(batchId)
    if (batch?.source !== source) throw Fault.notFound()
    return batch
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
