import type { StorePlan } from '@contactpoint/mongo'
import { children } from './children/children.schema.ts'
import { blockingKeys, sourceLinks } from './linking/linking.schema.ts'
import { places } from './places/places.schema.ts'
import { searchKeys } from './search/search.schema.ts'

/** What the directory keeps. */
export const store: StorePlan = {
  database: 'directory',
  collections: [children, searchKeys, blockingKeys, sourceLinks, places],
}
