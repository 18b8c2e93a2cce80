import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { mediations, type StoredMediation } from './mediations.schema.ts'

/** Mediations end by the database server's clock: one that jumps on another machine changes nothing. */
@Injectable()
export class MediationsRepository {
  constructor(@InjectCollection(mediations) private readonly mediations: Model<StoredMediation>) {}

  async begin({ _id, ...mediation }: Omit<StoredMediation, 'until'>, minutes: number): Promise<StoredMediation> {
    const until = { $dateAdd: { startDate: '$$NOW', unit: 'minute', amount: minutes } }
    const begun = await this.mediations
      .findOneAndUpdate({ _id }, [{ $set: { ...mediation, until } }], {
        upsert: true,
        returnDocument: 'after',
        updatePipeline: true,
      })
      .lean<StoredMediation>()
    return begun!
  }

  /** @returns null when it is over, or is of anything else than this */
  findLive(
    mediation: Pick<StoredMediation, '_id' | 'childId' | 'personId' | 'sessionId'>,
  ): Promise<StoredMediation | null> {
    return this.mediations.findOne({ ...mediation, $expr: { $gt: ['$until', '$$NOW'] } }).lean<StoredMediation>()
  }
}
