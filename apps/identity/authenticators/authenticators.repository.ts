import { Injectable } from '@nestjs/common'
import { assertInTransaction, isDuplicate, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { authenticators, attempts, type Attempts, type Authenticator } from './authenticators.schema.ts'

@Injectable()
export class AuthenticatorsRepository {
  constructor(
    @InjectCollection(authenticators) private readonly authenticators: Model<Authenticator>,
    @InjectCollection(attempts) private readonly attempts: Model<Attempts>,
  ) {}

  async findByPerson(personId: string): Promise<Authenticator | null> {
    return this.authenticators.findById(personId).lean<Authenticator>()
  }

  /** What somebody proves who they are with from now on. */
  async replace({ _id, ...authenticator }: Authenticator): Promise<void> {
    assertInTransaction()
    await this.authenticators.updateOne({ _id }, { $set: authenticator }, { upsert: true })
  }

  /** Two who add or remove a key of one person at once do so one after the other. @returns whether there is anything they sign in with */
  async setKeysAt(personId: string, at: Date): Promise<boolean> {
    assertInTransaction()
    return (await this.authenticators.updateOne({ _id: personId }, { $set: { keysAt: at } })).matchedCount === 1
  }

  async remove(personId: string): Promise<void> {
    assertInTransaction()
    await this.authenticators.deleteOne({ _id: personId })
  }

  /** Takes a time step, if it is later than the last one taken; two at once cannot both. */
  async takeStep(personId: string, step: number): Promise<boolean> {
    const { modifiedCount } = await this.authenticators.updateOne(
      { _id: personId, lastStep: { $lt: step } },
      { $set: { lastStep: step } },
    )
    return modifiedCount === 1
  }

  /** Counts one more try, in one atomic step. @returns whether it is within the limit, and whether it is the last that is */
  async countTry(key: string, limit: number, windowMs: number): Promise<{ isOpen: boolean; isLast: boolean }> {
    const isOver = { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }
    const failures = { $cond: [isOver, 1, { $min: [{ $add: ['$failures', 1] }, limit + 1] }] }
    const until = { $cond: [isOver, { $add: ['$$NOW', windowMs] }, '$until'] }
    const count = () =>
      this.attempts
        .findOneAndUpdate({ _id: key }, [{ $set: { failures, until } }], {
          upsert: true,
          returnDocument: 'after',
          updatePipeline: true,
        })
        .lean<Attempts>()
    const counted = await count().catch((error: unknown) => {
      // Two first tries raced to make the count: it is there now.
      if (isDuplicate(error)) return count()
      throw error
    })
    return { isOpen: counted!.failures <= limit, isLast: counted!.failures === limit }
  }

  /** The try was no failure: what it was counted by starts afresh, an address gets its try back. */
  async forgive(account: string, address: string | null): Promise<void> {
    await this.attempts.bulkWrite([
      { deleteOne: { filter: { _id: account } } },
      ...(address === null
        ? []
        : [{ updateOne: { filter: { _id: address, failures: { $gt: 0 } }, update: { $inc: { failures: -1 } } } }]),
    ])
  }
}
