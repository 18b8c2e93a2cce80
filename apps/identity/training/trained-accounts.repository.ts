import { Injectable } from '@nestjs/common'
import type { TrainingBreakdown } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { trainedAccounts, type TrainedAccount } from './certificates.schema.ts'

@Injectable()
export class TrainedAccountsRepository {
  constructor(@InjectCollection(trainedAccounts) private readonly accounts: Model<TrainedAccount>) {}

  async find(personId: string): Promise<TrainedAccount | null> {
    return this.accounts.findById(personId).lean<TrainedAccount>()
  }

  async set({ _id, ...account }: TrainedAccount): Promise<void> {
    await this.accounts.updateOne({ _id }, { $set: account }, { upsert: true })
  }

  async remove(personId: string): Promise<void> {
    await this.accounts.deleteOne({ _id: personId })
  }

  /** Accounts trained now, by what they have in common; the largest first. */
  async count(
    by: TrainingBreakdown,
    { from, to }: { from: string; to: string },
    most: number,
  ): Promise<{ key: string; count: number }[]> {
    const found = await this.accounts.aggregate<{ _id: string; count: number }>([
      { $match: { week: { $gte: from, $lte: to }, $expr: { $gt: ['$until', '$$NOW'] } } },
      { $group: { _id: `$${by}`, count: { $sum: 1 } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: most },
    ])
    return found.map(({ _id: key, count }) => ({ key, count }))
  }
}
