import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { revocations, type StoredRevocation } from './revocations.schema.ts'

@Injectable()
export class RevocationsRepository {
  constructor(@InjectCollection(revocations) private readonly revocations: Model<StoredRevocation>) {}

  /** In the transaction of what ends them, where there is one. */
  async add(revocation: StoredRevocation): Promise<void> {
    await this.revocations.create([revocation])
  }

  /** Oldest first. */
  findSince(since: Date, most: number): Promise<StoredRevocation[]> {
    return this.revocations
      .find({ at: { $gte: since } })
      .sort({ at: 1 })
      .limit(most)
      .lean<StoredRevocation[]>()
  }
}
