import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import type { Presented } from './sessions.rules.ts'
import { sessions, signingKeys, type Session, type SigningKey } from './sessions.schema.ts'

/** Thumbprints that a session may be bound to; null among them: or to none. */
export type KeysProved = readonly (string | null)[]

@Injectable()
export class SessionsRepository {
  constructor(
    @InjectCollection(sessions) private readonly sessions: Model<Session>,
    @InjectCollection(signingKeys) private readonly keys: Model<SigningKey>,
  ) {}

  async start(session: Session): Promise<void> {
    await this.sessions.create(session)
  }

  /** Swaps the refresh token, if the presented one is the one that is accepted next. @returns null when it is not, or not theirs */
  async rotate({ sessionId, hash }: Presented, keys: KeysProved, nextHash: string, now: Date): Promise<Session | null> {
    return this.sessions
      .findOneAndUpdate(
        { _id: sessionId, refreshHash: hash, boundTo: { $in: keys }, endedAt: null, endsAt: { $gt: now } },
        { $set: { refreshHash: nextHash } },
      )
      .lean<Session>()
  }

  /** Its person has proved again who they are. @returns null when it is over */
  async prove(sessionId: string, now: Date): Promise<Session | null> {
    const open = { _id: sessionId, endedAt: null, endsAt: { $gt: now } }
    return this.sessions
      .findOneAndUpdate(open, { $set: { provedAt: now } }, { returnDocument: 'after' })
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

  /** @param keys when it is to end by a secret only if that is theirs who show it @returns whether it had not ended before */
  async end(sessionId: string, now: Date, keys?: KeysProved): Promise<boolean> {
    const open = { _id: sessionId, endedAt: null, ...(keys && { boundTo: { $in: keys } }) }
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
