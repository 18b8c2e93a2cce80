import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { appeals, type StoredAppeal } from './appeals.schema.ts'

@Injectable()
export class AppealsRepository {
  constructor(@InjectCollection(appeals) private readonly appeals: Model<StoredAppeal>) {}

  async findOpen(personId: string): Promise<StoredAppeal | null> {
    return this.appeals.findOne({ personId, state: 'open' }).lean<StoredAppeal>()
  }

  async findOpenOf(authority: string, most: number): Promise<StoredAppeal[]> {
    return this.appeals.find({ authority, state: 'open' }).sort({ askedAt: 1 }).limit(most).lean<StoredAppeal[]>()
  }

  async add(appeal: StoredAppeal): Promise<void> {
    await this.appeals.create(appeal)
  }

  /** @returns the appeal as it is then; null when it is not open, of another authority, or of whoever decides */
  async decide(
    appealId: string,
    { authority, by, ...decided }: Pick<StoredAppeal, 'authority' | 'state' | 'by' | 'decidedAt'>,
  ): Promise<StoredAppeal | null> {
    return this.appeals
      .findOneAndUpdate(
        { _id: appealId, authority, state: 'open', personId: { $ne: by } },
        { $set: { by, ...decided } },
        { returnDocument: 'after' },
      )
      .lean<StoredAppeal>()
  }
}
