import { SOURCES, type Source } from '@contactpoint/contracts'
import { admitSupplier, projectRoot, type AdmittedSupplier } from '@contactpoint/stack'

/** Whose system sends each feed. */
const SENDERS: Readonly<Record<Source, string>> = {
  'school-census': 'Department for Education (demo)',
  'child-benefit': 'HM Revenue and Customs (demo)',
  'gp-links': 'NHS England (demo)',
  births: 'General Register Office (demo)',
  deaths: 'General Register Office (demo)',
  pds: 'NHS England, Personal Demographics Service (demo)',
  authority: 'Local authorities of England (demo)',
}

/** What an operator's program is told of the database, where its environment does not say it. */
export function asAdministrator(mongoAdminUri: string | undefined): Record<string, string> {
  return mongoAdminUri === undefined ? {} : { MONGODB_ADMIN_URI: mongoAdminUri }
}

/** One for each feed, as an operator lets them in: one after the other, as each is a process of its own. */
export async function demoSuppliers(mongoAdminUri: string | undefined): Promise<AdmittedSupplier[]> {
  const supplierOf = (source: Source) => ({
    ...{ SUPPLIER_ID: `demo-${source}`, SUPPLIER_SOURCE: source },
    SUPPLIER_ORGANISATION: SENDERS[source],
  })
  const admit = (source: Source) =>
    admitSupplier(projectRoot, { ...asAdministrator(mongoAdminUri), ...supplierOf(source) })
  const admitted: AdmittedSupplier[] = []
  for (const source of SOURCES) admitted.push(await admit(source))
  return admitted
}
