import { Injectable } from '@nestjs/common'
import type { Source } from '@contactpoint/contracts'
import { InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { sentRecords, type SentRecord } from './sent.schema.ts'

@Injectable()
export class SentRepository {
  constructor(@InjectCollection(sentRecords) private readonly sent: Model<SentRecord>) {}

  async find(ids: string[]): Promise<Map<string, SentRecord>> {
    const found = await this.sent.find({ _id: { $in: ids } }).lean<SentRecord[]>()
    return new Map(found.map((one) => [one._id, one]))
  }

  /** How many records of a source there are, of one authority where only those are meant. */
  async count(source: Source, authority?: string | null): Promise<number> {
    // What follows a colon, or a hyphen, is before what follows the next sign.
    const [from, to] = authority ? [`${source}:${authority}-`, `${source}:${authority}.`] : [`${source}:`, `${source};`]
    return this.sent.countDocuments({ _id: { $gt: from, $lt: to } })
  }

  async write(records: SentRecord[]): Promise<void> {
    await writeAsIs(
      this.sent,
      records.map(({ _id, ...replacement }) => ({ replaceOne: { filter: { _id }, replacement, upsert: true } })),
    )
  }

  async remove(ids: string[]): Promise<void> {
    if (ids.length > 0) await this.sent.deleteMany({ _id: { $in: ids } })
  }
}
