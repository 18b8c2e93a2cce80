import mongoose, { type Connection } from 'mongoose'
import type { Collection } from './collection.ts'
import { leases } from './leases.ts'
import { migrate, migrations, migrationsUnderWay, type Migration } from './migrations.ts'
import { withDatabase } from './with-database.ts'

/** What a service keeps: the one list for provisioning and for the running service. */
export interface StorePlan {
  /** Also the name of the service's user there. */
  database: string
  collections: readonly Collection[]
  /** Absent: none yet. */
  migrations?: readonly Migration[]
}

/** Collections that every store has. */
const COMMON = [leases, migrations, migrationsUnderWay]

/**
 * Makes a service's database: collections with validators, indexes, a role and a user, and what is stored already brought to this
 * version. Run with an admin address before the service starts; safe to run again, by several at a time. The service's user can
 * neither create, drop nor change any of it.
 *
 * @param adminUri a secret
 * @param password of the service's user, who is named after the database; a secret
 * @param say is told of migrations, and how far they are
 */
export async function provisionStore(
  adminUri: string,
  password: string,
  plan: StorePlan,
  say?: (text: string) => void,
): Promise<void> {
  await withDatabase(adminUri, plan.database, async (connection) => {
    for (const collection of COMMON) await provisionCollection(connection, collection)
    await migrate(connection, plan.migrations ?? [], say)
    // Migrating takes every validator away, of the version before too.
    for (const collection of [...plan.collections, ...COMMON]) await provisionCollection(connection, collection)
    await provisionUser(connection, password, plan)
  })
}

async function provisionCollection(connection: Connection, { name, schema, jsonSchema }: Collection): Promise<void> {
  const db = connection.db!
  const validation = { validator: { $jsonSchema: jsonSchema }, validationLevel: 'strict' as const }
  const exists = await db.listCollections({ name }, { nameOnly: true }).hasNext()
  if (exists) await db.command({ collMod: name, ...validation })
  else await db.createCollection(name, validation).catch(unlessItExists)
  const indexes = schema.indexes().map(([key, { background: _background, ...options }]) => ({ key, ...options }))
  if (indexes.length > 0) await db.collection(name).createIndexes(indexes as mongoose.mongo.IndexDescription[])
}

/** Somebody else provisions at the same time. */
function unlessItExists(error: unknown): void {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.codeName !== 'NamespaceExists') throw error
}

async function provisionUser(connection: Connection, password: string, plan: StorePlan): Promise<void> {
  const db = connection.db!
  const role = `${plan.database}-service`
  const privileges = [...plan.collections, ...COMMON].map((collection) => privilege(plan.database, collection))
  const { roles } = await db.command({ rolesInfo: role })
  await db.command({ [roles.length > 0 ? 'updateRole' : 'createRole']: role, privileges, roles: [] })
  const { users } = await db.command({ usersInfo: plan.database })
  await db.command({
    [users.length > 0 ? 'updateUser' : 'createUser']: plan.database,
    pwd: password,
    roles: [{ role, db: plan.database }],
  })
}

function privilege(db: string, collection: Collection): object {
  return { resource: { db, collection: collection.name }, actions: actionsOn(collection) }
}

/** Only provisioning writes what was migrated. */
function actionsOn(collection: Collection): string[] {
  if (collection === migrations || collection === migrationsUnderWay) return ['find']
  const { appendOnly, removable } = collection
  return ['find', 'insert', ...(appendOnly ? [] : ['update']), ...(appendOnly && !removable ? [] : ['remove'])]
}
