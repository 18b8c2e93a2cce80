import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { ClientSession, Model, mongo, QueryFilter } from 'mongoose'
import { searchKeys, type SearchKey } from './search.schema.ts'

/** A child some keys of which match, and whether one of a visible field is among them. */
export interface FoundByKeys {
  childId: string
  byName: boolean
}

@Injectable()
export class SearchKeysRepository {
  constructor(@InjectCollection(searchKeys) private readonly keys: Model<SearchKey>) {}

  async replace(childId: string, keys: SearchKey[], session: ClientSession): Promise<void> {
    await this.keys.deleteMany({ childId }, { session })
    await this.keys.insertMany(keys, { session })
  }

  async add(keys: SearchKey[], session: ClientSession): Promise<void> {
    const collection = this.keys.collection as unknown as mongo.Collection<SearchKey>
    await collection.insertMany(keys, { session: session as unknown as mongo.ClientSession })
  }

  async set(
    childIds: string[],
    change: Partial<Pick<SearchKey, 'visible' | 'restricted'>>,
    session: ClientSession,
  ): Promise<void> {
    await this.keys.updateMany({ childId: { $in: childIds } }, { $set: change }, { session })
  }

  /** Different children with a matching key: at most `limit`, in no order. */
  async find(filter: QueryFilter<SearchKey>, limit: number): Promise<FoundByKeys[]> {
    const found = await this.keys.aggregate<{ _id: string; byName: boolean }>([
      { $match: filter },
      { $group: { _id: '$childId', byName: { $max: { $eq: ['$field', 'name'] } } } },
      { $limit: limit },
    ])
    return found.map(({ _id, byName }) => ({ childId: _id, byName }))
  }
}
