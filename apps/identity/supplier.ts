import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'
import { LONGEST_ORGANISATION, SOURCES, type Source } from '@contactpoint/contracts'
import { freshRow, modelOf, outbox, transaction, withDatabase, type OutboxRow } from '@contactpoint/mongo'
import { runOnce } from '@contactpoint/runtime'
import { errandOf } from '@contactpoint/service'
import type { Connection } from 'mongoose'
import { randomBytes } from 'node:crypto'
import { hashSecret } from './authenticators/hashing.service.ts'
import { clients, type Client } from './clients/clients.schema.ts'

class SupplierConfig {
  /** Address of MongoDB as an administrator: a secret. */
  @IsString()
  mongodbAdminUri!: string

  /** What the supplier's system signs in as. */
  @Matches(/^[a-z0-9][a-z0-9.-]{2,49}$/)
  supplierId!: string

  /** The one feed that it may send. */
  @IsIn(SOURCES)
  supplierSource!: Source

  /** Whose system it is. */
  @Length(1, LONGEST_ORGANISATION)
  supplierOrganisation!: string

  /** DfE code of the one authority of whose records it may send rows; of the feed of authorities alone. */
  @IsOptional()
  @Matches(/^(?!000)\d{3}$/)
  supplierAuthority?: string
}

/** Who does it, where an entry says that: whoever has the store. */
const OPERATOR = { personId: 'operator', role: 'operator', organisation: 'operator' }

await runOnce(SupplierConfig, async (config) => {
  const admitted = await withDatabase(config.mongodbAdminUri, 'identity', (connection) => admit(connection, config))
  process.stdout.write(`${JSON.stringify(admitted)}\n`)
})

/** One that is there already gets another secret, and stays what it is. Recorded, as identity delivers it. */
async function admit(
  connection: Connection,
  { supplierId, supplierSource: source, supplierOrganisation: organisation, supplierAuthority }: SupplierConfig,
): Promise<{ clientId: string; clientSecret: string; source: Source }> {
  const authority = supplierAuthority ?? null
  if (authority !== null && source !== 'authority')
    throw new Error(`${source} is not of one authority: that is said of the feed of authorities alone.`)
  const model = modelOf<Client>(connection, clients)
  const known = await model.findById(supplierId).lean<Client>()
  const isAnother = known && (known.source !== source || known.organisation !== organisation)
  if (isAnother || (known && (known.authority ?? null) !== authority))
    throw new Error(
      `${supplierId} sends ${known.source} for ${known.organisation}, and goes on doing so: another needs another name.`,
    )
  const clientSecret = randomBytes(32).toString('base64url')
  const client = { secretHash: await hashSecret(clientSecret), source, organisation, authority }
  const particulars = {
    clientId: supplierId,
    source,
    organisation,
    ...(authority && { authority }),
    again: known !== null,
  }
  await transaction(connection, async () => {
    await model.updateOne({ _id: supplierId }, { $set: client }, { upsert: true })
    await modelOf<OutboxRow>(connection, outbox).create([
      freshRow(errandOf(OPERATOR, 'supplier-admit', 'done', particulars)),
    ])
  })
  return { clientId: supplierId, clientSecret, source }
}
