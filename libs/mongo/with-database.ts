import mongoose, { type Connection } from 'mongoose'

/** Does something in a database as an administrator, as programs do that run once; nothing is made there by itself. */
export async function withDatabase<T>(
  adminUri: string,
  database: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const options = { dbName: database, autoIndex: false, autoCreate: false }
  const connection = await mongoose.createConnection(adminUri, options).asPromise()
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
