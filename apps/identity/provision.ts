import { provisionStore } from '@contactpoint/mongo'
import { MasterKey, ProvisionConfig, runOnce } from '@contactpoint/runtime'
import { attemptsSchema, authenticatorSchema } from './authenticators/authenticators.schema.ts'
import { clientSchema } from './clients/clients.schema.ts'
import { makeDemoAccounts } from './demo-accounts.ts'
import { personSchema } from './people/people.schema.ts'
import { sessionSchema, signingKeySchema } from './sessions/sessions.schema.ts'

await runOnce(ProvisionConfig, async ({ mongodbAdminUri, mongodbPassword, demoFolder, masterKey }) => {
  await provisionStore(mongodbAdminUri, mongodbPassword, {
    database: 'identity',
    collections: [
      { name: 'people', schema: personSchema },
      { name: 'authenticators', schema: authenticatorSchema },
      { name: 'attempts', schema: attemptsSchema },
      { name: 'sessions', schema: sessionSchema },
      { name: 'signing_keys', schema: signingKeySchema },
      { name: 'clients', schema: clientSchema },
    ],
  })
  if (demoFolder && masterKey) await makeDemoAccounts(mongodbAdminUri, demoFolder, new MasterKey(masterKey))
})
