import { blockingKeys as blockingKeysOf } from '@contactpoint/matching'
import { transaction, type Migration, type Progress, type StorePlan } from '@contactpoint/mongo'
import type { ClientSession, Connection } from 'mongoose'
import { children, type Child, type ChildDocument } from './children/children.schema.ts'
import { toMatchRecord } from './linking/linking.rules.ts'
import { blockingKeys, sourceLinks, type BlockingKey } from './linking/linking.schema.ts'
import { places } from './places/places.schema.ts'
import { searchKeysOf } from './search/search-keys.rules.ts'
import { searchKeys } from './search/search.schema.ts'

const CHILDREN_AT_ONCE = 200

/** Names are folded otherwise than before: children of then are neither found nor linked by the keys they have. */
const newKeys: Migration = {
  number: 1,
  name: 'search and blocking keys are made anew for halves and spellings of names',
  run: rebuildKeys,
}

/** Each batch is whole or not at all, and making a child's keys again changes nothing. */
async function rebuildKeys(connection: Connection, progress: Progress): Promise<void> {
  const stored = connection.db!.collection<ChildDocument>(children.name)
  for (let [last, done] = [progress.reached ?? '', 0]; ;) {
    const batch = await stored
      .find({ _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(CHILDREN_AT_ONCE)
      .toArray()
    if (batch.length === 0) return
    const found = batch.map(({ _id, ...child }) => ({ childId: _id, ...child }))
    await transaction(connection, async (session) => {
      await replace(connection, searchKeys.name, found, searchKeysOf, session)
      await replace(connection, blockingKeys.name, found, blockingKeysFor, session)
    })
    last = batch.at(-1)!._id
    done += batch.length
    await progress.reach(last, done)
  }
}

function blockingKeysFor(child: Child): BlockingKey[] {
  const { childId, restricted } = child
  return blockingKeysOf(toMatchRecord(child)).map((key) => ({ childId, key, restricted }))
}

async function replace(
  connection: Connection,
  name: string,
  of: readonly Child[],
  keysOf: (child: Child) => object[],
  session: ClientSession,
): Promise<void> {
  const stored = connection.db!.collection(name)
  await stored.deleteMany({ childId: { $in: of.map(({ childId }) => childId) } }, { session })
  // The validator is still that of the keys of before.
  await stored.insertMany(of.flatMap(keysOf), { session, bypassDocumentValidation: true })
}

/** What the directory keeps. */
export const store: StorePlan = {
  database: 'directory',
  collections: [children, searchKeys, blockingKeys, sourceLinks, places],
  migrations: [newKeys],
}
