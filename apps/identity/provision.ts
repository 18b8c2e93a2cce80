import { MasterKey } from '@contactpoint/runtime'
import { provisionService } from '@contactpoint/service'
import { makeDemoAccounts } from './demo-accounts.ts'
import { store } from './store.ts'

await provisionService(store, async ({ mongodbAdminUri, demoFolder, masterKey }) => {
  if (demoFolder && masterKey) await makeDemoAccounts(mongodbAdminUri, demoFolder, new MasterKey(masterKey))
})
