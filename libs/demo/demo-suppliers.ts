import { SOURCES } from '@contactpoint/contracts'
import { admitSupplier, projectRoot, type AdmittedSupplier } from '@contactpoint/stack'

/** What an operator's program is told of the database, where its environment does not say it. */
export function asAdministrator(mongoAdminUri: string | undefined): Record<string, string> {
  return mongoAdminUri === undefined ? {} : { MONGODB_ADMIN_URI: mongoAdminUri }
}

/** One for each feed, as an operator lets them in. */
export function demoSuppliers(mongoAdminUri: string | undefined): Promise<AdmittedSupplier[]> {
  const supplierOf = (source: string) => ({
    ...{ SUPPLIER_ID: `demo-${source}`, SUPPLIER_SOURCE: source },
    SUPPLIER_ORGANISATION: 'Department for Education (demo)',
  })
  const admit = (source: string) =>
    admitSupplier(projectRoot, { ...asAdministrator(mongoAdminUri), ...supplierOf(source) })
  return Promise.all(SOURCES.map(admit))
}
