import { provisionStore } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { entrySchema } from './ledger/ledger.schema.ts'

await runOnce(ProvisionConfig, ({ mongodbAdminUri, mongodbPassword }) =>
  provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'audit',
    collections: [{ name: 'entries', schema: entrySchema, appendOnly: true }],
  }),
)
