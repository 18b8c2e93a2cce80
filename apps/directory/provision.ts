import { provisionService } from '@contactpoint/service'
import { loadPlaces } from './places/load-places.ts'
import { store } from './store.ts'

await provisionService(store, ({ mongodbAdminUri }) => loadPlaces(mongodbAdminUri))
