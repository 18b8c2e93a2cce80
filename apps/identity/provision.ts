import { provisionService } from '@contactpoint/service'
import { store } from './store.ts'

await provisionService(store)
