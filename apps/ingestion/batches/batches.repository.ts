import { Injectable } from '@nestjs/common'
import { bytesOf, isDuplicate, InjectCollection } from '@contactpoint/mongo'
import {
  BATCH_STATES,
  FATES,
  SOURCES,
  type BatchState,
  type Fate,
  type Source,
  type WithdrawnFate,
} from '@contactpoint/contracts'
import type { Model } from 'mongoose'
import { noCounts } from './batches.rules.ts'
import { batches, chunks, type Batch, type Chunk, type CountedFates } from './batches.schema.ts'

@Injectable()
export class BatchesRepository {
  constructor(
    @InjectCollection(batches) private readonly batches: Model<Batch>,
    @InjectCollection(chunks) private readonly chunks: Model<Chunk>,
  ) {}

  async add(batch: Batch): Promise<void> {
    await this.batches.create(batch)
  }

  async findById(batchId: string): Promise<Batch | null> {
    return this.batches.findById(batchId).lean<Batch>()
  }

  /** The batch in one of these states whose turn came first, if it has come. */
  async findDue(states: readonly BatchState[]): Promise<Batch | null> {
    return this.batches
      .findOne({ state: { $in: states }, $expr: { $lte: ['$turnAt', '$$NOW'] } })
      .sort({ turnAt: 1 })
      .lean<Batch>()
  }

  /** Gives a batch its next turn, so many milliseconds from now on the database server's clock. */
  async postpone(batchId: string, ms: number, change: Pick<Batch, 'attempts' | 'failure'>): Promise<void> {
    const turnAt = { $add: ['$$NOW', ms] }
    await this.batches.updateOne({ _id: batchId }, [{ $set: { ...change, turnAt } }], { updatePipeline: true })
  }

  /** Batches in these states, by what holds them up: `none` for those that only wait for their turn. */
  async countByFailure(states: readonly BatchState[]): Promise<Record<string, number>> {
    const groups = await this.batches.aggregate<{ _id: string | null; count: number }>([
      { $match: { state: { $in: states } } },
      { $group: { _id: '$failure', count: { $sum: 1 } } },
    ])
    return Object.fromEntries(groups.map(({ _id, count }) => [_id ?? 'none', count]))
  }

  async countWaitingRows(states: readonly BatchState[]): Promise<Record<string, number>> {
    const groups = await this.batches.aggregate<{ _id: string; rows: number }>([
      { $match: { state: { $in: states } } },
      { $group: { _id: '$source', rows: { $sum: '$counts.waiting' } } },
    ])
    return Object.fromEntries(groups.map(({ _id, rows }) => [_id, rows]))
  }

  /** Rows by fate, of files that began to come on these days; both are inside. */
  async countFates(by: 'day' | 'source', from: string, to: string): Promise<CountedFates[]> {
    const key = by === 'source' ? '$source' : { $dateToString: { date: '$openedAt', format: '%Y-%m-%d' } }
    const sums = Object.fromEntries(FATES.map((fate) => [fate, { $sum: `$counts.${fate}` }]))
    const groups = await this.batches.aggregate<{ _id: string } & Record<Fate, number>>([
      { $match: { source: { $in: SOURCES }, openedAt: { $gte: new Date(from), $lt: dayAfter(to) } } },
      { $group: { _id: key, ...sums } },
      { $sort: { _id: 1 } },
    ])
    return groups.map(({ _id, ...counts }) => ({ key: _id, counts }))
  }

  async findLast(source: Source): Promise<Batch | null> {
    return this.batches.findOne({ source }).sort({ openedAt: -1 }).lean<Batch>()
  }

  /** Those that began to come last. @param states none: in any */
  async findNewest(of: { source?: Source; states: readonly BatchState[] }, limit: number): Promise<Batch[]> {
    const { source, states } = of
    const wanted = { ...(source && { source }), ...(states.length > 0 && { state: { $in: states } }) }
    return this.batches.find(wanted).sort({ openedAt: -1 }).limit(limit).lean<Batch[]>()
  }

  async findOpenedBefore(states: BatchState[], before: Date): Promise<Batch[]> {
    return this.batches.find({ state: { $in: states }, openedAt: { $lt: before } }).lean<Batch[]>()
  }

  /** Changes a batch that is in this state. @returns false when it is not */
  async change(batchId: string, from: BatchState[], change: Partial<Omit<Batch, '_id'>>): Promise<boolean> {
    const { matchedCount } = await this.batches.updateOne({ _id: batchId, state: { $in: from } }, { $set: change })
    return matchedCount === 1
  }

  /** So many of the rows that waited for a person wait for the directory again. */
  async deliverAgain({ _id, state }: Batch, rows: number): Promise<void> {
    const moved = { 'counts.parked': -rows, 'counts.waiting': rows }
    const now = new Date()
    await this.batches.updateOne(
      { _id, state },
      { $inc: moved, $set: { state: 'delivering', closedAt: now, endedAt: null, turnAt: now } },
    )
  }

  /** Moves rows from waiting to their fates. */
  async count(batchId: string, fates: Fate[]): Promise<void> {
    const moved = noCounts()
    for (const fate of fates) moved[fate] += 1
    moved.waiting -= fates.length
    const increments = Object.entries(moved).map(([fate, by]) => [`counts.${fate}`, by])
    await this.batches.updateOne({ _id: batchId }, { $inc: Object.fromEntries(increments) })
  }

  /** Counts what became of records of a batch that is rolled back. */
  async countWithdrawn(batchId: string, fates: WithdrawnFate[]): Promise<void> {
    const counted = [...Map.groupBy(fates, (fate) => fate)].map(([fate, all]) => [`withdrawn.${fate}`, all.length])
    await this.batches.updateOne({ _id: batchId }, { $inc: Object.fromEntries(counted) })
  }

  /** Keeps a piece; the same piece again changes nothing. */
  async addChunk(batchId: string, index: number, content: Buffer): Promise<void> {
    try {
      await this.chunks.create({ _id: `${batchId}:${index}`, batchId, index, content })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }

  async countChunks(batchId: string): Promise<number> {
    return this.chunks.countDocuments({ batchId })
  }

  /** The file, a few pieces at a time. */
  async *readChunks(batchId: string): AsyncGenerator<Uint8Array> {
    const cursor = this.chunks.find({ batchId }).sort({ index: 1 }).lean<Chunk[]>().cursor({ batchSize: 4 })
    for await (const { content } of cursor) yield bytesOf(content)
  }

  /** Those of whose pieces nobody has use any more, though they are there: whoever was to remove them died. */
  async findEndedWithChunks(): Promise<string[]> {
    const kept = await this.chunks.distinct('batchId')
    const states: BatchState[] = BATCH_STATES.slice(BATCH_STATES.indexOf('staged'))
    const ended = { _id: { $in: kept }, state: { $in: states } }
    return (await this.batches.find(ended, { _id: 1 }).lean<Pick<Batch, '_id'>[]>()).map(({ _id }) => _id)
  }

  async removeChunks(batchId: string): Promise<void> {
    await this.chunks.deleteMany({ batchId })
  }
}

function dayAfter(day: string): Date {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1000)
}
