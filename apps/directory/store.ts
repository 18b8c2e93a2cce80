import { transaction, type Migration, type StorePlan } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { children, type ChildDocument } from './children/children.schema.ts'
import { blockingKeys, sourceLinks } from './linking/linking.schema.ts'
import { places } from './places/places.schema.ts'
import { searchKeysOf } from './search/search-keys.rules.ts'
import { searchKeys } from './search/search.schema.ts'

const CHILDREN_AT_ONCE = 200

/** Double names, German and Nordic spellings and vowel signs are found by keys that children of before have not. */
const newKeys: Migration = {
  number: 1,
  name: 'search keys are made anew for halves and spellings of names',
  run: rebuildSearchKeys,
}

/** Each batch is whole or not at all, and making a child's keys again changes nothing. */
async function rebuildSearchKeys(connection: Connection): Promise<void> {
  const stored = connection.db!.collection<ChildDocument>(children.name)
  const keys = connection.db!.collection(searchKeys.name)
  for (let last = ''; ;) {
    const batch = await stored
      .find({ _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(CHILDREN_AT_ONCE)
      .toArray()
    const childIds = batch.map(({ _id }) => _id)
    if (childIds.length === 0) return
    await transaction(connection, async (session) => {
      await keys.deleteMany({ childId: { $in: childIds } }, { session })
      // The validator is still that of the keys of before.
      await keys.insertMany(
        batch.flatMap(({ _id, ...child }) => searchKeysOf({ childId: _id, ...child })),
        { session, bypassDocumentValidation: true },
      )
    })
    last = childIds.at(-1)!
  }
}

/** What the directory keeps. */
export const store: StorePlan = {
  database: 'directory',
  collections: [children, searchKeys, blockingKeys, sourceLinks, places],
  migrations: [newKeys],
}
