import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { ClientSession, Model, mongo } from 'mongoose'
import { sourceLinks, blockingKeys, type BlockingKey, type SourceLink } from './linking.schema.ts'

@Injectable()
export class LinkingRepository {
  constructor(
    @InjectCollection(sourceLinks) private readonly links: Model<SourceLink>,
    @InjectCollection(blockingKeys) private readonly keys: Model<BlockingKey>,
  ) {}

  async findLinks(linkIds: string[]): Promise<Map<string, SourceLink>> {
    const found = await this.links.find({ _id: { $in: linkIds } }).lean<SourceLink[]>()
    return new Map(found.map((link) => [link._id, link]))
  }

  /** Writes a link over the one that was read. @returns false when somebody else wrote it since */
  async writeLink(link: SourceLink, before: SourceLink | null, session: ClientSession): Promise<boolean> {
    if (!before) {
      await this.links.create([link], { session })
      return true
    }
    const { matchedCount } = await this.links.replaceOne({ _id: link._id, version: before.version }, link, { session })
    return matchedCount === 1
  }

  async addLinks(links: SourceLink[], session: ClientSession): Promise<void> {
    await this.links.insertMany(links, { session })
  }

  async addKeys(children: { childId: string; keys: string[] }[], session: ClientSession): Promise<void> {
    const keys = children.flatMap(({ childId, keys }) => keys.map((key) => ({ childId, key, restricted: false })))
    await this.keys.collection.insertMany(keys, { session: session as unknown as mongo.ClientSession })
  }

  /** Those of the keys that any child has. */
  async findKeysInUse(keys: string[]): Promise<Set<string>> {
    return new Set(await this.keys.distinct('key', { key: { $in: keys } }))
  }

  async replaceKeys(childId: string, keys: string[], restricted: boolean, session: ClientSession): Promise<void> {
    await this.keys.deleteMany({ childId }, { session })
    await this.keys.insertMany(
      keys.map((key) => ({ childId, key, restricted })),
      { session },
    )
  }

  async setRestricted(childId: string, restricted: boolean, session: ClientSession): Promise<void> {
    await this.keys.updateMany({ childId }, { $set: { restricted } }, { session })
  }

  /** Different children that have any of the keys. */
  async findByKeys(keys: string[], onlyRestricted: boolean): Promise<string[]> {
    return this.keys.distinct('childId', { key: { $in: keys }, ...(onlyRestricted && { restricted: true }) })
  }
}
