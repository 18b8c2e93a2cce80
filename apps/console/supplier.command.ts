import { api, SOURCES } from '@contactpoint/contracts'
import { admitSupplier, projectRoot } from '@contactpoint/stack'
import { Command, Option } from 'commander'

export function supplierCommand(): Command {
  return new Command('supplier')
    .description(
      "Lets a supplier's system send one feed, and prints its secret once; recorded. A system that is there already gets another secret; " +
        'what it was given by the old one goes on for ten minutes. Needs MONGODB_ADMIN_URI, or the file that MONGODB_ADMIN_URI_FILE names.',
    )
    .argument('<id>', 'what the system signs in as: small letters, digits, dots and hyphens')
    .addOption(new Option('--source <feed>', 'the feed that it sends').choices(SOURCES).makeOptionMandatory())
    .requiredOption('--organisation <name>', 'whose system it is')
    .option('--authority <code>', 'the one authority of whose records it may send rows; of the feed authority alone')
    .action(admit)
}

interface Supplier {
  source: string
  organisation: string
  authority?: string
}

async function admit(id: string, { source, organisation, authority }: Supplier): Promise<void> {
  const supplier = {
    ...{ SUPPLIER_ID: id, SUPPLIER_SOURCE: source, SUPPLIER_ORGANISATION: organisation },
    ...(authority !== undefined && { SUPPLIER_AUTHORITY: authority }),
  }
  const { clientId, clientSecret } = await admitSupplier(projectRoot, supplier)
  console.log(`The system may send ${source}. Its secret is shown once: hand it to the supplier alone.

  ${clientId}  ${clientSecret}

  ${api.clients.open.method} ${api.clients.open.path} {"clientId", "clientSecret"}`)
}
