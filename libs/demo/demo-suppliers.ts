import { SOURCES, type Source } from '@contactpoint/contracts'
import { admitSupplier, projectRoot } from '@contactpoint/stack'

/** What the system of a supplier signs in with. A secret. */
export interface DemoClient {
  clientId: string
  clientSecret: string
  source: Source
}

/** What an operator's program is told of the database, where its environment does not say it. */
export function asAdministrator(mongoAdminUri: string | undefined): Record<string, string> {
  return mongoAdminUri === undefined ? {} : { MONGODB_ADMIN_URI: mongoAdminUri }
}

/** One for each feed, as an operator lets them in. */
export function demoSuppliers(mongoAdminUri: string | undefined): Promise<DemoClient[]> {
  const admit = async (source: Source): Promise<DemoClient> => {
    const supplier = { SUPPLIER_ID: `demo-${source}`, SUPPLIER_SOURCE: source }
    const organisation = { SUPPLIER_ORGANISATION: 'Department for Education (demo)' }
    const settings = { ...asAdministrator(mongoAdminUri), ...supplier, ...organisation }
    return JSON.parse(await admitSupplier(projectRoot, settings)) as DemoClient
  }
  return Promise.all(SOURCES.map(admit))
}
