import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs } from '@contactpoint/mongo'
import type { Model, QueryFilter } from 'mongoose'
import { searchKeys, type SearchKey } from './search.schema.ts'

/** A child some keys of which match, and whether one of a visible field is among them. */
export interface FoundByKeys {
  childId: string
  byName: boolean
}

@Injectable()
export class SearchKeysRepository {
  constructor(@InjectCollection(searchKeys) private readonly keys: Model<SearchKey>) {}

  async replace(childIds: string[], keys: SearchKey[]): Promise<void> {
    await this.keys.deleteMany({ childId: { $in: childIds } })
    await this.add(keys)
  }

  async add(keys: SearchKey[]): Promise<void> {
    await insertAsIs(this.keys, keys)
  }

  async set(childIds: string[], change: Partial<Pick<SearchKey, 'visible' | 'restricted'>>): Promise<void> {
    await this.keys.updateMany({ childId: { $in: childIds } }, { $set: change })
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
