import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { protections, type LiveOverride, type Protection } from './protection.schema.ts'

/** Whose override it is: of this person in this session, and of nobody else. */
export type Holder = Pick<LiveOverride, 'personId' | 'sessionId'>

/** All of an account, or of whoever has several. */
export type Whose = Pick<LiveOverride, 'personId'> | Required<Pick<LiveOverride, 'identity'>>

/** Overrides of shields that are in force, by the database server's clock: one that jumps on another machine changes nothing. */
@Injectable()
export class LiveOverridesRepository {
  constructor(@InjectCollection(protections) private readonly protections: Model<Protection>) {}

  /** The protection of a child with the one override that is in force for this holder; null: none is. */
  async find(childId: string, { personId, sessionId }: Holder): Promise<Protection | null> {
    const isTheirs = [
      { $eq: ['$$this.personId', personId] },
      { $eq: ['$$this.sessionId', sessionId] },
      { $gt: ['$$this.until', '$$NOW'] },
    ]
    const [found] = await this.protections.aggregate<Protection>([
      { $match: { _id: childId, overrides: { $elemMatch: { personId, sessionId } }, 'shield.tier': 'standard' } },
      { $set: { overrides: { $filter: { input: '$overrides', cond: { $and: isTheirs } } } } },
    ])
    return found?.overrides?.length ? found : null
  }

  /** Adds an override to a shield that is in force and seals nothing, for so long; those that are over go. @returns null without such a shield */
  async begin(childId: string, override: Omit<LiveOverride, 'until'>, minutes: number): Promise<Protection | null> {
    const live = { $filter: { input: { $ifNull: ['$overrides', []] }, cond: { $gt: ['$$this.until', '$$NOW'] } } }
    const until = { $dateAdd: { startDate: '$$NOW', unit: 'minute', amount: minutes } }
    const added = [{ $mergeObjects: [{ $literal: override }, { until }] }]
    return this.change({ _id: childId, 'shield.tier': 'standard', mergedInto: null }, { $concatArrays: [live, added] })
  }

  /** @returns null when there is no such override any more */
  async end(childId: string, overrideId: string): Promise<Protection | null> {
    const others = { $filter: { input: '$overrides', cond: { $ne: ['$$this.overrideId', overrideId] } } }
    return this.change({ _id: childId, 'overrides.overrideId': overrideId }, others)
  }

  async findOf(whose: Whose): Promise<Protection[]> {
    return this.protections.find({ overrides: { $elemMatch: whose } }).lean<Protection[]>()
  }

  /** Those of a child that are in force, whoever's. */
  async findLive(childId: string): Promise<LiveOverride[]> {
    return this.protections.aggregate<LiveOverride>([
      { $match: { _id: childId } },
      { $unwind: '$overrides' },
      { $match: { $expr: { $gt: ['$overrides.until', '$$NOW'] } } },
      { $replaceWith: '$overrides' },
    ])
  }

  /** To the next version, so that no answer under way passes the guard. */
  private async change(filter: object, overrides: object): Promise<Protection | null> {
    const next = { overrides, version: { $add: ['$version', 1] }, changedAt: '$$NOW' }
    return this.protections
      .findOneAndUpdate(filter, [{ $set: next }], { returnDocument: 'after', updatePipeline: true })
      .lean<Protection>()
  }
}
