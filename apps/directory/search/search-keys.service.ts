import { Injectable } from '@nestjs/common'
import type { QueryFilter } from 'mongoose'
import type { Child } from '../children/children.schema.ts'
import { SearchKeysRepository, type FoundByKeys } from './search-keys.repository.ts'
import { searchKeysOf } from './search-keys.rules.ts'
import type { SearchKey } from './search.schema.ts'

/** Keeps a child's search keys in step with the child, inside the transaction that writes it. */
@Injectable()
export class SearchKeysService {
  constructor(private readonly keys: SearchKeysRepository) {}

  writeMany(children: Child[]): Promise<void> {
    return this.keys.replace(
      children.map(({ childId }) => childId),
      children.flatMap(searchKeysOf),
    )
  }

  add(children: Child[]): Promise<void> {
    return this.keys.add(children.flatMap(searchKeysOf))
  }

  remove(childId: string): Promise<void> {
    return this.keys.replace([childId], [])
  }

  setVisible(childIds: string[], visible: boolean): Promise<void> {
    return this.keys.set(childIds, { visible })
  }

  setRestricted(childIds: string[], restricted: boolean): Promise<void> {
    return this.keys.set(childIds, { restricted })
  }

  find(filter: QueryFilter<SearchKey>, limit: number): Promise<FoundByKeys[]> {
    return this.keys.find(filter, limit)
  }
}
