import { Injectable } from '@nestjs/common'
import {
  today,
  type BatchPreview,
  type BatchState,
  type Fate,
  type Source,
  type WithdrawnFate,
} from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { failureOf, mayPass } from '@contactpoint/mongo'
import { ActsService, type Particulars } from '@contactpoint/service'
import { createHash } from 'node:crypto'
import { InboxService, ROWS_A_PAGE } from '../inbox/inbox.service.ts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import { IngestionConfig } from '../ingestion.config.ts'
import { brakeOf, noPreview } from '../sent/sent.rules.ts'
import { SentService } from '../sent/sent.service.ts'
import { ofOwn } from '../sources/authority.rules.ts'
import { FEEDS } from '../sources/feeds.rules.ts'
import {
  ABANDONED_AFTER_MS,
  afterFailure,
  counted,
  noCounts,
  STAGED_FOR_MS,
  stateWhenRead,
  UNDER_WAY,
} from './batches.rules.ts'
import { BatchesRepository } from './batches.repository.ts'
import type { Batch, CountedFates } from './batches.schema.ts'

/** Reads whole files into the inbox, and follows a batch to its end. */
@Injectable()
export class BatchFilesService {
  constructor(
    private readonly acts: ActsService,
    private readonly batches: BatchesRepository,
    private readonly inbox: InboxService,
    private readonly sent: SentService,
    private readonly config: IngestionConfig,
  ) {}

  /** The batch whose turn it is. One in the middle of whose reading we died is read again from the start. */
  findDue(): Promise<Batch | null> {
    return this.batches.findDue(UNDER_WAY)
  }

  /** What is under way, by what holds it up; see `BatchesRepository.countByFailure`. */
  underWay(): Promise<Record<string, number>> {
    return this.batches.countByFailure(UNDER_WAY)
  }

  /** Rows without a fate, by source. */
  rowsWaiting(): Promise<Record<string, number>> {
    return this.batches.countWaitingRows(UNDER_WAY)
  }

  /** Rows by fate, of files that began to come on these days (UTC, both inside). */
  fatesBy(by: 'day' | 'source', from: string, to: string): Promise<CountedFates[]> {
    return this.batches.countFates(by, from, to)
  }

  /** The last file that began to come. */
  findLast(source: Source): Promise<Batch | null> {
    return this.batches.findLast(source)
  }

  /** It had its turn, and goes on after the others. */
  giveWay({ _id }: Batch): Promise<void> {
    return this.batches.postpone(_id, 0, { attempts: 0, failure: null })
  }

  /** It could not go on: others do meanwhile. */
  postpone({ _id, attempts }: Batch, error: unknown): Promise<void> {
    const after = afterFailure(attempts, mayPass(error))
    return this.batches.postpone(_id, after.pauseMs, { attempts: after.attempts, failure: failureOf(error) })
  }

  /**
   * Puts every row of the file into the inbox. Rows are found before the end of the file is seen, so they wait there unseen
   * until the whole file was found good; a fault of the file takes them all out again.
   */
  async read(batch: Batch): Promise<void> {
    const batchId = batch._id
    await this.batches.change(batchId, ['waiting', 'reading'], { state: 'reading', counts: noCounts() })
    await this.inbox.forget(batchId)
    try {
      const read = await this.readRows(batch)
      const brake = brakeOf(read.preview, this.config.brakes, this.config.fewChanges)
      const state = stateWhenRead(batch.isPreview, brake)
      await this.batches.change(batchId, ['reading'], { state, brake, ...read })
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      await this.refuse(batch, 'reading', error)
    }
    await this.batches.removeChunks(batchId)
  }

  /** Every row has its fate. */
  async end({ _id }: Batch): Promise<void> {
    const batch = (await this.batches.findById(_id))!
    // Every byte was held against it before the first row was delivered.
    await this.finish(batch, 'delivering', { state: 'applied' }, { ...counted(batch), sha256: batch.sha256! })
  }

  /** All that it said is taken back. */
  async endRollback({ _id }: Batch): Promise<void> {
    await this.batches.change(_id, ['rolling-back'], { state: 'rolled-back', endedAt: new Date() })
  }

  countWithdrawn(batchId: string, fates: WithdrawnFate[]): Promise<void> {
    return this.batches.countWithdrawn(batchId, fates)
  }

  count(batchId: string, fates: Fate[]): Promise<void> {
    return this.batches.count(batchId, fates)
  }

  /** Forgets files whose sender went away in the middle or that nobody has applied, and pieces that are of no more use. */
  async forgetAbandoned(): Promise<void> {
    const ago = (ms: number): Date => new Date(Date.now() - ms)
    const abandoned = [
      ...(await this.batches.findOpenedBefore(['receiving'], ago(ABANDONED_AFTER_MS))),
      ...(await this.batches.findOpenedBefore(['staged', 'set-aside'], ago(STAGED_FOR_MS))),
    ]
    for (const batch of abandoned) await this.refuse(batch, batch.state, { line: 0, code: 'abandoned' })
    for (const batchId of await this.batches.findEndedWithChunks()) await this.batches.removeChunks(batchId)
  }

  /** Nothing of the file is taken. */
  private async refuse(batch: Batch, from: BatchState, { line, code }: NonNullable<Batch['fileFault']>): Promise<void> {
    await this.inbox.forget(batch._id)
    const change = { state: 'refused', counts: noCounts(), fileFault: { line, code } } as const
    const came = await this.hashOf(batch._id)
    await this.finish(batch, from, change, { fault: code, line, sha256: came })
  }

  /** What a file did is in the ledger: whose it was, which bytes, and what became of its rows. Once, whatever crashes. */
  private async finish(batch: Batch, from: BatchState, change: Partial<Batch>, became: Particulars): Promise<void> {
    const { _id: batchId, source, supplier, organisation, sha256 } = batch
    // What its sender said that its hash is, beside the hash of what came.
    const particulars = { batchId, source, ...(sha256 !== null && { said: sha256 }), ...became }
    const end = () => this.batches.change(batchId, [from], { ...change, endedAt: new Date() })
    await this.acts.record(
      { personId: supplier, role: 'feed-supplier', organisation },
      'feed-batch',
      particulars,
      async () => (await end()) || null,
      change.state === 'applied' ? 'done' : 'refused',
    )
  }

  /** Of all that came. */
  private async hashOf(batchId: string): Promise<string> {
    const hash = createHash('sha256')
    for await (const piece of this.batches.readChunks(batchId)) hash.update(piece)
    return hash.digest('hex')
  }

  private async readRows(batch: Batch): Promise<{ counts: Batch['counts']; preview: BatchPreview }> {
    const counts = noCounts()
    let preview = noPreview()
    const hash = createHash('sha256')
    let rows: LocatedOutcome[] = []
    const keep = async (): Promise<void> => {
      const fates = await this.inbox.take(batch, rows)
      for (const fate of fates) counts[fate] += 1
      const taken = rows.flatMap(({ record }, n) => (record && fates[n] === 'waiting' ? [record] : []))
      preview = await this.sent.preview(preview, batch.source, taken)
      rows = []
      await this.batches.change(batch._id, ['reading'], { counts })
    }
    const bytes = hashed(this.batches.readChunks(batch._id), hash)
    for await (const row of FEEDS[batch.source].read(bytes, today())) {
      // A page is all that is in memory of a file, whatever its size.
      if (rows.push(ofOwn(row, batch.authority)) === ROWS_A_PAGE) await keep()
    }
    if (hash.digest('hex') !== batch.sha256) throw new FileFault('truncated', 0)
    await keep()
    return { counts, preview: await this.sent.whole(preview, batch) }
  }
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}
