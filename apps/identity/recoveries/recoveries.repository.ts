import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { recoveries, type StoredRecovery } from './recoveries.schema.ts'

const WAITS = { $expr: { $gt: ['$until', '$$NOW'] } }

@Injectable()
export class RecoveriesRepository {
  constructor(@InjectCollection(recoveries) private readonly recoveries: Model<StoredRecovery>) {}

  /** One waits a person: an earlier one does no more. */
  async begin({ _id, ...recovery }: StoredRecovery): Promise<void> {
    assertInTransaction()
    await this.recoveries.updateOne({ _id }, { $set: recovery }, { upsert: true })
  }

  findWaiting(personId: string): Promise<StoredRecovery | null> {
    return this.recoveries.findOne({ _id: personId, ...WAITS }).lean<StoredRecovery>()
  }

  /** @returns whether it waited: of two who approve it, one has it */
  async take(personId: string, recoveryId: string): Promise<boolean> {
    assertInTransaction()
    return (await this.recoveries.deleteOne({ _id: personId, recoveryId, ...WAITS })).deletedCount === 1
  }
}
