import { Injectable } from '@nestjs/common'
import type { WatchKind } from '@contactpoint/contracts'
import { bytesOf, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { watchedChildren, type WatchDocument } from './watching.schema.ts'

@Injectable()
export class WatchingRepository {
  constructor(@InjectCollection(watchedChildren) private readonly watched: Model<WatchDocument>) {}

  /** Whoever is watched already is watched as this kind from now on. */
  async add({ _id, ...watch }: WatchDocument): Promise<void> {
    await this.watched.updateOne({ _id }, { $set: watch }, { upsert: true })
  }

  async remove(_id: string): Promise<void> {
    await this.watched.deleteOne({ _id })
  }

  count(): Promise<number> {
    return this.watched.countDocuments()
  }

  /** The latest first. */
  async findAll(most: number): Promise<WatchDocument[]> {
    const found = await this.watched.find().sort({ since: -1 }).limit(most).lean<WatchDocument[]>()
    return found.map((watch) => ({ ...watch, sealed: Buffer.from(bytesOf(watch.sealed)) }))
  }

  async findKinds(keys: readonly string[]): Promise<Map<string, WatchKind>> {
    const found = await this.watched
      .find({ _id: { $in: keys } }, { kind: 1 })
      .lean<Pick<WatchDocument, '_id' | 'kind'>[]>()
    return new Map(found.map(({ _id, kind }) => [_id, kind]))
  }
}
