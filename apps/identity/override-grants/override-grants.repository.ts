import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { overrideGrants, type Grant } from './override-grants.schema.ts'

@Injectable()
export class OverrideGrantsRepository {
  constructor(@InjectCollection(overrideGrants) private readonly grants: Model<Grant>) {}

  async add(grant: Grant): Promise<void> {
    await this.grants.create(grant)
  }

  /** A grant of this authority. */
  async find(grantId: string, authority: string): Promise<Grant | null> {
    return this.grants.findOne({ _id: grantId, authority }).lean<Grant>()
  }

  /** Those of an authority that have not ended, what ends first at the top. */
  async findCurrent(authority: string, now: Date, most: number): Promise<Grant[]> {
    return this.grants
      .find({ authority, endedAt: null, until: { $gt: now } })
      .sort({ until: 1 })
      .limit(most)
      .lean<Grant[]>()
  }

  /** @returns null when it was approved, or has ended, meanwhile */
  async approve(grantId: string, by: string, now: Date): Promise<Grant | null> {
    return this.grants
      .findOneAndUpdate(
        { _id: grantId, approvedAt: null, endedAt: null, until: { $gt: now } },
        { $set: { approvedBy: by, approvedAt: now } },
        { returnDocument: 'after' },
      )
      .lean<Grant>()
  }

  /** @returns what ended by this; null when it had ended before */
  async end(grantId: string, by: string, now: Date): Promise<Grant | null> {
    const update = { $set: { endedBy: by, endedAt: now } }
    return this.grants
      .findOneAndUpdate({ _id: grantId, endedAt: null }, update, { returnDocument: 'after' })
      .lean<Grant>()
  }

  /** Ends what a person holds, as another grant is in force from now on. */
  async endOthers({ _id, personId }: Grant, by: string, now: Date): Promise<void> {
    const others = { personId, endedAt: null, approvedAt: { $ne: null }, _id: { $ne: _id } }
    await this.grants.updateMany(others, { $set: { endedBy: by, endedAt: now } })
  }

  /** Ends all grants of an account, those that are only proposed too. */
  async endAllOf(personId: string, by: string, now: Date): Promise<void> {
    await this.grants.updateMany({ personId, endedAt: null }, { $set: { endedBy: by, endedAt: now } })
  }
}
