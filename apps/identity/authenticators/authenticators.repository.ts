import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { isDuplicate } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import type { Attempts, Authenticator } from './authenticators.schema.ts'

@Injectable()
export class AuthenticatorsRepository {
  constructor(
    @InjectModel('Authenticator') private readonly authenticators: Model<Authenticator>,
    @InjectModel('Attempts') private readonly attempts: Model<Attempts>,
  ) {}

  async findByPerson(personId: string): Promise<Authenticator | null> {
    return this.authenticators.findById(personId).lean<Authenticator>()
  }

  /** Takes a time step, if it is later than the last one taken; two at once cannot both. */
  async takeStep(personId: string, step: number): Promise<boolean> {
    const { modifiedCount } = await this.authenticators.updateOne(
      { _id: personId, lastStep: { $lt: step } },
      { $set: { lastStep: step } },
    )
    return modifiedCount === 1
  }

  /** Counts one more try, unless the limit is reached. @returns whether there was one left */
  async countTry(key: string, limit: number, windowMs: number): Promise<boolean> {
    const over = { $lt: ['$until', '$$NOW'] }
    try {
      const { matchedCount, upsertedCount } = await this.attempts.updateOne(
        { _id: key, $or: [{ failures: { $lt: limit } }, { $expr: over }] },
        [
          {
            $set: {
              failures: { $cond: [over, 1, { $add: [{ $ifNull: ['$failures', 0] }, 1] }] },
              until: {
                $cond: [over, { $add: ['$$NOW', windowMs] }, { $ifNull: ['$until', { $add: ['$$NOW', windowMs] }] }],
              },
            },
          },
        ],
        { upsert: true, updatePipeline: true },
      )
      return matchedCount + upsertedCount === 1
    } catch (error) {
      if (isDuplicate(error)) return this.isOpen(key, limit, windowMs)
      throw error
    }
  }

  /** The try was no failure: an account starts afresh, an address gets its try back. */
  async forgive(account: string, address: string): Promise<void> {
    await this.attempts.bulkWrite([
      { deleteOne: { filter: { _id: account } } },
      { updateOne: { filter: { _id: address, failures: { $gt: 0 } }, update: { $inc: { failures: -1 } } } },
    ])
  }

  /** An upsert is refused as a duplicate when the limit is reached, or when two first tries raced: then count again. */
  private async isOpen(key: string, limit: number, windowMs: number): Promise<boolean> {
    const found = await this.attempts.findById(key).lean<Attempts>()
    if (!found || found.failures >= limit) return false
    return this.countTry(key, limit, windowMs)
  }
}
