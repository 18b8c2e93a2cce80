import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { sourceLinks, type SourceLink } from './linking.schema.ts'

@Injectable()
export class LinkingRepository {
  constructor(@InjectCollection(sourceLinks) private readonly links: Model<SourceLink>) {}

  async findLinks(linkIds: string[]): Promise<Map<string, SourceLink>> {
    const found = await this.links.find({ _id: { $in: linkIds } }).lean<SourceLink[]>()
    return new Map(found.map((link) => [link._id, link]))
  }

  /** Writes a link over the one that was read. @returns false when somebody else wrote it since */
  async writeLink(link: SourceLink, before: SourceLink | null): Promise<boolean> {
    if (!before) {
      await this.links.create(link)
      return true
    }
    const { matchedCount } = await this.links.replaceOne({ _id: link._id, version: before.version }, link)
    return matchedCount === 1
  }

  /** The links of children whose last row waits for a person. */
  async findParked(childIds: string[], most: number): Promise<SourceLink[]> {
    return this.links
      .find({ childId: { $in: childIds }, parked: { $ne: null } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<SourceLink[]>()
  }

  /** How many wait for a person, by source. */
  async countParked(): Promise<{ source: string; count: number }[]> {
    const source = { $arrayElemAt: [{ $split: ['$_id', ':'] }, 0] }
    return this.links.aggregate<{ source: string; count: number }>([
      { $match: { parked: { $type: 'string' } } },
      { $group: { _id: source, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, source: '$_id', count: 1 } },
    ])
  }

  async addLinks(links: SourceLink[]): Promise<void> {
    await this.links.insertMany(links)
  }
}
