import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
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
    { authority, identity }: Pick<Caller, 'authority' | 'identity'>,
    decided: Pick<StoredAppeal, 'state' | 'by' | 'decidedAt'>,
  ): Promise<StoredAppeal | null> {
    return this.appeals
      .findOneAndUpdate(
        { _id: appealId, authority, state: 'open', personId: { $ne: decided.by }, identity: { $ne: identity } },
        { $set: decided },
        { returnDocument: 'after' },
      )
      .lean<StoredAppeal>()
  }
}
