import { IsIn, IsString, Matches, MaxLength } from 'class-validator'
import { LONGEST_ORGANISATION, SOURCES, type Source } from '@contactpoint/contracts'
import { modelOf } from '@contactpoint/mongo'
import { runOnce } from '@contactpoint/runtime'
import mongoose, { type Connection } from 'mongoose'
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
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  supplierOrganisation!: string
}

await runOnce(SupplierConfig, async (config) => {
  const connection = await mongoose
    .createConnection(config.mongodbAdminUri, { dbName: 'identity', autoIndex: false, autoCreate: false })
    .asPromise()
  try {
    process.stdout.write(`${JSON.stringify(await admit(connection, config))}\n`)
  } finally {
    await connection.close()
  }
})

/** One that is there already gets another secret, and keeps its feed. */
async function admit(
  connection: Connection,
  { supplierId, supplierSource, supplierOrganisation }: SupplierConfig,
): Promise<{ clientId: string; clientSecret: string; source: Source }> {
  const model = modelOf<Client>(connection, clients)
  const known = await model.findById(supplierId).lean<Client>()
  if (known && known.source !== supplierSource)
    throw new Error(`${supplierId} sends ${known.source}: a system sends one feed. Give it another name.`)
  const clientSecret = randomBytes(32).toString('base64url')
  const secretHash = await hashSecret(clientSecret)
  const given = { secretHash, source: supplierSource, organisation: supplierOrganisation }
  await model.updateOne({ _id: supplierId }, { $set: given }, { upsert: true })
  return { clientId: supplierId, clientSecret, source: supplierSource }
}
