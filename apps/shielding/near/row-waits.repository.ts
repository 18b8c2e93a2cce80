import { Injectable } from '@nestjs/common'
import { InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { dueAfter } from './row-waits.rules.ts'
import { rowWaits, type RowWait, type RowWaitNow } from './row-waits.schema.ts'

@Injectable()
export class RowWaitsRepository {
  constructor(@InjectCollection(rowWaits) private readonly waits: Model<RowWait>) {}

  /** Keeps that something waits of these children, due since it was first seen, and of the others that nothing does. */
  async keep(waiting: readonly string[], others: readonly string[]): Promise<void> {
    if (others.length > 0) await this.waits.deleteMany({ _id: { $in: others } })
    const times = { dueAt: { $ifNull: ['$dueAt', dueAfter('$$NOW')] }, seenAt: '$$NOW' }
    await writeAsIs(
      this.waits,
      waiting.map((_id) => ({ updateOne: { filter: { _id }, update: [{ $set: times }], upsert: true } })),
    )
  }

  /** What is due first at the top. */
  async find(childIds: readonly string[]): Promise<RowWaitNow[]> {
    return this.waits.aggregate<RowWaitNow>([
      { $match: { _id: { $in: childIds } } },
      { $sort: { dueAt: 1, _id: 1 } },
      { $set: { isLate: { $lt: ['$dueAt', '$$NOW'] } } },
    ])
  }
}
