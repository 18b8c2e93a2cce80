import type { Model, mongo } from 'mongoose'
import { currentSession } from './transaction.ts'

/**
 * Writes many documents as they are: mongoose neither casts nor checks each, only the server does. Takes part in the running
 * transaction. None: nothing is done.
 *
 * @param options `ordered` unless it says otherwise: the first that is refused ends it
 */
export async function insertAsIs<Document extends object>(
  model: Model<Document>,
  documents: Document[],
  options: { ordered?: boolean } = {},
): Promise<void> {
  if (documents.length === 0) return
  const collection = model.collection as unknown as mongo.Collection
  await collection.insertMany(documents as mongo.Document[], { ...options, session: currentSession() })
}

/**
 * Does many writes as they are, in no order, cast and checked by nobody but the server. Takes part in the running transaction. None: nothing is
 * done.
 *
 * @returns how many documents they met or made
 */
export async function writeAsIs<Document extends object>(
  model: Model<Document>,
  writes: mongo.AnyBulkWriteOperation<Document>[],
): Promise<number> {
  if (writes.length === 0) return 0
  const collection = model.collection as unknown as mongo.Collection<Document>
  const { matchedCount, upsertedCount } = await collection.bulkWrite(writes, {
    ordered: false,
    session: currentSession(),
  })
  return matchedCount + upsertedCount
}
