import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { challenges, securityKeys, type Challenge, type StoredKey } from './security-keys.schema.ts'

@Injectable()
export class SecurityKeysRepository {
  constructor(
    @InjectCollection(securityKeys) private readonly keys: Model<StoredKey>,
    @InjectCollection(challenges) private readonly challenges: Model<Challenge>,
  ) {}

  /** Those that were shut too, the first added at the top. */
  findByPerson(personId: string): Promise<StoredKey[]> {
    return this.keys.find({ personId }).sort({ addedAt: 1 }).lean<StoredKey[]>()
  }

  /** In the transaction of the act. @throws a duplicate when the place or the credential is taken */
  async add(key: StoredKey): Promise<void> {
    assertInTransaction()
    await this.keys.create([key])
  }

  /** @returns whether it was there */
  async remove(personId: string, keyId: string): Promise<boolean> {
    assertInTransaction()
    return (await this.keys.deleteOne({ _id: keyId, personId })).deletedCount === 1
  }

  async removeAllOf(personId: string): Promise<void> {
    assertInTransaction()
    await this.keys.deleteMany({ personId })
  }

  /** Takes a counter, if it is later than the last one taken; two at once cannot both. Keys that count nothing say 0 each time. */
  async count(keyId: string, counter: number, now: Date): Promise<boolean> {
    const grows = { $or: [{ counter: { $lt: counter } }, ...(counter === 0 ? [{ counter: 0 }] : [])] }
    const { matchedCount } = await this.keys.updateOne(
      { _id: keyId, shutAt: null, ...grows },
      { $set: { counter, usedAt: now } },
    )
    return matchedCount === 1
  }

  /** @returns null when it is shut already, or gone */
  async shut(keyId: string, now: Date): Promise<true | null> {
    assertInTransaction()
    const { modifiedCount } = await this.keys.updateOne({ _id: keyId, shutAt: null }, { $set: { shutAt: now } })
    return modifiedCount === 1 || null
  }

  async ask(challenge: Challenge): Promise<void> {
    await this.challenges.create([challenge])
  }

  /** Of two who come with one challenge, one has it. @returns whether it was there, for this and for them, and was not over */
  async take({ _id, purpose, subject }: Pick<Challenge, '_id' | 'purpose' | 'subject'>): Promise<boolean> {
    const good = { _id, purpose, subject, $expr: { $gt: ['$until', '$$NOW'] } }
    return (await this.challenges.deleteOne(good)).deletedCount === 1
  }
}
