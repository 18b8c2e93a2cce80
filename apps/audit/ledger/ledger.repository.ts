import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Receipt } from '@contactpoint/contracts'
import type { Model, mongo } from 'mongoose'
import type { EntryDocument } from './ledger.schema.ts'

export interface EntryFilter {
  /** Pseudonym of a child. */
  child?: string
  personId?: string
  from?: Date
  until?: Date
  before?: number
}

@Injectable()
export class LedgerRepository {
  constructor(@InjectModel('Entry') private readonly entries: Model<EntryDocument>) {}

  /** Index the next entry gets. */
  async nextIndex(log: string): Promise<number> {
    const last = await this.entries.findOne({ log }, { index: 1 }).sort({ index: -1 }).lean()
    return last ? last.index + 1 : 0
  }

  async findReceipts(entryIds: string[]): Promise<Map<string, Receipt>> {
    const found = await this.entries.find({ _id: { $in: entryIds } }, { log: 1, index: 1, leafHash: 1 }).lean()
    return new Map(found.map(({ _id, log, index, leafHash }) => [_id, { log, index, leafHash }]))
  }

  /** Writes entries in order, durably; what was written before a failure stays. @throws when an id or index was taken */
  async insert(entries: EntryDocument[]): Promise<void> {
    const collection = this.entries.collection as unknown as mongo.Collection<EntryDocument>
    await collection.insertMany(entries as mongo.OptionalUnlessRequiredId<EntryDocument>[], { ordered: true })
  }

  /** Newest first. */
  async find(log: string, filter: EntryFilter, limit: number): Promise<EntryDocument[]> {
    const time = { ...(filter.from && { $gte: filter.from }), ...(filter.until && { $lt: filter.until }) }
    return this.entries
      .find({
        log,
        ...(filter.child && { children: filter.child }),
        ...(filter.personId && { personId: filter.personId }),
        ...(Object.keys(time).length > 0 && { time }),
        ...(filter.before !== undefined && { index: { $lt: filter.before } }),
      })
      .sort({ index: -1 })
      .limit(limit)
      .lean<EntryDocument[]>()
  }
}
