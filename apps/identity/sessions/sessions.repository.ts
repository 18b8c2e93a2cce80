import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { sessions, signingKeys, type Session, type SigningKey } from './sessions.schema.ts'

@Injectable()
export class SessionsRepository {
  constructor(
    @InjectCollection(sessions) private readonly sessions: Model<Session>,
    @InjectCollection(signingKeys) private readonly keys: Model<SigningKey>,
  ) {}

  async start(session: Session): Promise<void> {
    await this.sessions.create(session)
  }

  /** Swaps the refresh token, if the presented one is the one that is accepted next. @returns null when it is not */
  async rotate(sessionId: string, presentedHash: string, nextHash: string, now: Date): Promise<Session | null> {
    return this.sessions
      .findOneAndUpdate(
        { _id: sessionId, refreshHash: presentedHash, endedAt: null, endsAt: { $gt: now } },
        { $set: { refreshHash: nextHash } },
      )
      .lean<Session>()
  }

  /** Those that go on, the latest first. */
  findLive(personId: string, now: Date, most: number): Promise<Session[]> {
    return this.sessions
      .find({ personId, endedAt: null, endsAt: { $gt: now } })
      .sort({ startedAt: -1 })
      .limit(most)
      .lean<Session[]>()
  }

  /** @returns whether it was theirs, and went on */
  async endOwn(personId: string, sessionId: string, now: Date): Promise<boolean> {
    const own = { _id: sessionId, personId, endedAt: null, endsAt: { $gt: now } }
    return (await this.sessions.updateOne(own, { $set: { endedAt: now } })).modifiedCount === 1
  }

  /** @returns whether it had not ended before */
  async end(sessionId: string, now: Date): Promise<boolean> {
    const open = { _id: sessionId, endedAt: null }
    return (await this.sessions.updateOne(open, { $set: { endedAt: now } })).modifiedCount === 1
  }

  async endAllOf(personId: string, now: Date): Promise<void> {
    await this.sessions.updateMany({ personId, endedAt: null }, { $set: { endedAt: now } })
  }

  async isLive(sessionId: string, now: Date): Promise<boolean> {
    return (await this.sessions.exists({ _id: sessionId, endedAt: null, endsAt: { $gt: now } })) !== null
  }

  async addKey(key: SigningKey): Promise<void> {
    await this.keys.create(key)
  }

  /** Newest first. */
  async findKeys(createdAfter: Date): Promise<SigningKey[]> {
    return this.keys
      .find({ createdAt: { $gt: createdAfter } })
      .sort({ createdAt: -1 })
      .lean<SigningKey[]>()
  }
}
