import { provisionStore } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { checkpointCollections } from './checkpoints/checkpoints.schema.ts'
import { ledgerCollections } from './ledger/ledger.schema.ts'

await runOnce(ProvisionConfig, ({ mongodbAdminUri, mongodbPassword }) =>
  provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'audit',
    collections: [...ledgerCollections, ...checkpointCollections],
  }),
)
