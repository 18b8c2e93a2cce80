import { provisionStore } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { childJsonSchema, childSchema } from './children/children.schema.ts'
import { blockingKeySchema, sourceLinkSchema } from './linking/linking.schema.ts'
import { placeSchema } from './places/places.schema.ts'
import { loadPlaces } from './places/load-places.ts'
import { searchKeySchema } from './search/search.schema.ts'

await runOnce(ProvisionConfig, async ({ mongodbAdminUri, mongodbPassword }) => {
  await provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'directory',
    collections: [
      { name: 'children', schema: childSchema, jsonSchema: childJsonSchema },
      { name: 'search_keys', schema: searchKeySchema },
      { name: 'blocking_keys', schema: blockingKeySchema },
      { name: 'source_links', schema: sourceLinkSchema },
      { name: 'places', schema: placeSchema },
    ],
  })
  await loadPlaces(mongodbAdminUri)
})
