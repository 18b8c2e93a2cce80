import { linkKeys } from '@contactpoint/matching'
import { currentSession, transaction, type Migration, type Progress, type StorePlan } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { toMatchRecord } from './children/children.rules.ts'
import { children, type Child, type ChildDocument } from './children/children.schema.ts'
import { sourceLinks } from './linking/linking.schema.ts'
import { parts } from './children/parts.schema.ts'
import { coverages } from './coverages/coverage.schema.ts'
import { contactTasks } from './involvements/contact-tasks.schema.ts'
import { involvements } from './involvements/involvements.schema.ts'
import { places } from './places/places.schema.ts'
import { toRestrictedChild } from './restrictions/restrictions.rules.ts'
import { nearRows, restrictedChildren, type RestrictedChild } from './restrictions/restrictions.schema.ts'
import { searchKeysOf } from './search/search-keys.rules.ts'
import { searchKeys } from './search/search.schema.ts'

const CHILDREN_AT_ONCE = 200

/** Names are folded otherwise than before: children of then are not found by the keys they have. */
const newSearchKeys: Migration = {
  number: 1,
  name: 'search keys are made anew for halves and spellings of names',
  run: (connection, progress) => inBatches(connection, progress, replaceSearchKeys),
}

/** Near is judged by what a shielded record shows: restricted children are kept for that, and linking's keys stand in the child. */
const nearByWhatIsShown: Migration = {
  number: 2,
  name: 'children carry the keys that link them; restricted ones are kept apart for the near test',
  run: async (connection, progress) => {
    await inBatches(connection, progress, keepForNearTest)
    const [old] = await connection.db!.listCollections({ name: 'blocking_keys' }).toArray()
    if (old) await connection.db!.dropCollection(old.name)
  },
}

/** Each batch is whole or not at all, and doing it again changes nothing. */
async function inBatches(
  connection: Connection,
  progress: Progress,
  change: (connection: Connection, found: Child[]) => Promise<void>,
): Promise<void> {
  const stored = connection.db!.collection<ChildDocument>(children.name)
  for (let [last, done] = [progress.reached ?? '', 0]; ;) {
    const batch = await stored
      .find({ _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(CHILDREN_AT_ONCE)
      .toArray()
    if (batch.length === 0) return
    const found = batch.map(({ _id, linkKeys: _keys, ...child }) => ({ childId: _id, ...child }))
    await transaction(connection, () => change(connection, found))
    last = batch.at(-1)!._id
    done += batch.length
    await progress.reach(last, done)
  }
}

async function replaceSearchKeys(connection: Connection, found: Child[]): Promise<void> {
  const session = currentSession()
  const stored = connection.db!.collection(searchKeys.name)
  await stored.deleteMany({ childId: { $in: found.map(({ childId }) => childId) } }, { session })
  // The validator is still that of the keys of before.
  await stored.insertMany(found.flatMap(searchKeysOf), { session, bypassDocumentValidation: true })
}

async function keepForNearTest(connection: Connection, found: Child[]): Promise<void> {
  const session = currentSession()
  const writes = found.map((child) => ({
    updateOne: {
      filter: { _id: child.childId },
      update: { $set: { linkKeys: linkKeys(toMatchRecord(child)), covered: false } },
    },
  }))
  await connection
    .db!.collection<ChildDocument>(children.name)
    .bulkWrite(writes, { session, bypassDocumentValidation: true })
  const restricted = connection.db!.collection<RestrictedChild>(restrictedChildren.name)
  let sequence = await restricted.countDocuments({}, { session })
  for (const child of found.filter(({ restricted }) => restricted)) {
    const { _id, ...fields } = toRestrictedChild(child, [])
    await restricted.updateOne(
      { _id },
      { $setOnInsert: { ...fields, sequence: ++sequence } },
      { session, upsert: true },
    )
  }
}

/** What the directory keeps. */
export const store: StorePlan = {
  database: 'directory',
  collections: [
    children,
    searchKeys,
    sourceLinks,
    parts,
    restrictedChildren,
    nearRows,
    places,
    involvements,
    contactTasks,
    coverages,
  ],
  migrations: [newSearchKeys, nearByWhatIsShown],
}
