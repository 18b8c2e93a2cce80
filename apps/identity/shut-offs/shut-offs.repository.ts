import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { shutOffs, type StoredShutOff } from './shut-offs.schema.ts'

@Injectable()
export class ShutOffsRepository {
  constructor(@InjectCollection(shutOffs) private readonly shutOffs: Model<StoredShutOff>) {}

  async add(shutOff: StoredShutOff): Promise<void> {
    assertInTransaction()
    await this.shutOffs.create([shutOff])
  }

  find(shutOffId: string): Promise<StoredShutOff | null> {
    return this.shutOffs.findById(shutOffId).lean<StoredShutOff>()
  }

  /** All that nobody has reopened, the latest first: however many there are, none of them is passed over. */
  findOpen(): Promise<StoredShutOff[]> {
    return this.shutOffs.find({ endedAt: null }).sort({ at: -1 }).lean<StoredShutOff[]>()
  }

  /** @returns null when it is open, or they have said so already */
  reopen(shutOffId: string, by: string, fewest: number, now: Date): Promise<StoredShutOff | null> {
    assertInTransaction()
    const reopenedBy = { $concatArrays: ['$reopenedBy', [by]] }
    const isEnough = { $gte: [{ $size: '$reopenedBy' }, fewest] }
    return this.shutOffs
      .findOneAndUpdate(
        { _id: shutOffId, endedAt: null, reopenedBy: { $ne: by } },
        [{ $set: { reopenedBy } }, { $set: { endedAt: { $cond: [isEnough, now, null] } } }],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<StoredShutOff>()
  }
}
