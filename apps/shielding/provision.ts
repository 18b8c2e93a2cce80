import { provisionStore } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { outboxSchema, protectionSchema, stepSchema } from './protection/protection.schema.ts'

await runOnce(ProvisionConfig, ({ mongodbAdminUri, mongodbPassword }) =>
  provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'shielding',
    collections: [
      { name: 'protections', schema: protectionSchema },
      { name: 'steps', schema: stepSchema, appendOnly: true },
      { name: 'outbox', schema: outboxSchema },
    ],
  }),
)
