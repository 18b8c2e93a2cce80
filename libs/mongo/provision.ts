import mongoose, { type Schema } from 'mongoose'
import { LEASES } from './leases.ts'

export interface CollectionPlan {
  name: string
  schema: Schema
  /** May only ever be found and inserted into by the service's own user. */
  appendOnly?: boolean
  /** With `appendOnly`: its documents may also be removed, for what must be destroyed one day; never changed. */
  removable?: boolean
  /** Checked by the server itself on every write. */
  jsonSchema?: object
}

export interface StorePlan {
  database: string
  collections: CollectionPlan[]
}

/**
 * Makes a service's database from its own schemas: collections with validators, indexes, a role and a user. Run with an admin
 * address before the service starts; safe to run again. The service's user can neither create, drop nor change any of it.
 *
 * @param adminUri a secret
 * @param password of the service's user, who is named after the database; a secret
 */
export async function provisionStore(adminUri: string, password: string, plan: StorePlan): Promise<void> {
  const connection = await mongoose
    .createConnection(adminUri, { dbName: plan.database, autoIndex: false, autoCreate: false })
    .asPromise()
  try {
    for (const collection of plan.collections) await provisionCollection(connection, collection)
    await provisionCollection(connection, { name: LEASES, schema: new mongoose.Schema() })
    await provisionUser(connection, password, plan)
  } finally {
    await connection.close()
  }
}

async function provisionCollection(connection: mongoose.Connection, plan: CollectionPlan): Promise<void> {
  const db = connection.db!
  const exists = await db.listCollections({ name: plan.name }, { nameOnly: true }).hasNext()
  const validation = {
    validator: plan.jsonSchema ? { $jsonSchema: plan.jsonSchema } : {},
    validationLevel: 'strict' as const,
  }
  if (exists) await db.command({ collMod: plan.name, ...validation })
  else await db.createCollection(plan.name, validation)
  for (const [fields, options] of plan.schema.indexes())
    await db.collection(plan.name).createIndex(fields as Record<string, 1 | -1>, indexOptions(options))
}

function indexOptions(options: Record<string, unknown>): Record<string, unknown> {
  const { background: _background, ...kept } = options
  return kept
}

async function provisionUser(connection: mongoose.Connection, password: string, plan: StorePlan): Promise<void> {
  const db = connection.db!
  const role = `${plan.database}-service`
  const privileges = [
    ...plan.collections.map((collection) => privilege(plan.database, collection)),
    privilege(plan.database, { name: LEASES }),
  ]
  const { roles } = await db.command({ rolesInfo: role })
  await db.command({ [roles.length > 0 ? 'updateRole' : 'createRole']: role, privileges, roles: [] })
  const { users } = await db.command({ usersInfo: plan.database })
  await db.command({
    [users.length > 0 ? 'updateUser' : 'createUser']: plan.database,
    pwd: password,
    roles: [{ role, db: plan.database }],
  })
}

function privilege(db: string, { name, appendOnly, removable }: Omit<CollectionPlan, 'schema'>): object {
  const actions = ['find', 'insert', ...(appendOnly ? [] : ['update']), ...(appendOnly && !removable ? [] : ['remove'])]
  return { resource: { db, collection: name }, actions }
}
