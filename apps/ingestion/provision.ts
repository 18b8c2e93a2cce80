import { provisionStore } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { batchSchema, chunkSchema } from './batches/batches.schema.ts'
import { inboxRowSchema } from './inbox/inbox.schema.ts'

await runOnce(ProvisionConfig, ({ mongodbAdminUri, mongodbPassword }) =>
  provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'ingestion',
    collections: [
      { name: 'batches', schema: batchSchema },
      { name: 'chunks', schema: chunkSchema },
      { name: 'inbox', schema: inboxRowSchema },
    ],
  }),
)
