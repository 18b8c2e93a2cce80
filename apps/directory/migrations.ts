import { firstChildModel, linkKeys } from '@contactpoint/matching'
import { currentSession, transaction, type Collection, type Migration, type Progress } from '@contactpoint/mongo'
import type { Connection, mongo } from 'mongoose'
import { toMatchRecord } from './children/children.rules.ts'
import { children, type Child, type ChildDocument } from './children/children.schema.ts'
import { sourceRecords } from './linking/linking.schema.ts'
import { lookalikes, toldOf } from './migrations-alike.ts'
import { keepAsSaid, LINKS_OF_BEFORE, NONE_ASKED, NONE_WAITS, type LinkOfBefore } from './migrations-told.ts'
import { foundingVersion } from './models/link-models.rules.ts'
import { linkModels, type LinkModel } from './models/link-models.schema.ts'
import { parts, type PartDocument } from './children/parts.schema.ts'
import { coverages } from './coverages/coverage.schema.ts'
import { toRestrictedChild } from './restrictions/restrictions.rules.ts'
import {
  COUNTS,
  restrictedChildren,
  restrictionCounts,
  type RestrictedChild,
  type RestrictionCount,
} from './restrictions/restrictions.schema.ts'
import { searchKeysOf } from './search/search-keys.rules.ts'
import { searchKeys } from './search/search.schema.ts'

const AT_ONCE = 200

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

/** What one source said of each child was not kept: it is what the child knows, and linked records of one child say the same. */
const whatSourcesSaid: Migration = {
  number: 3,
  name: 'records of sources keep what they said, made of the children of before',
  run: async (connection, progress) => {
    const before = connection.db!.collection<LinkOfBefore>(LINKS_OF_BEFORE)
    for (let [last, done] = [progress.reached ?? '', 0]; ;) {
      const links = await after(before, last)
      if (links.length === 0) break
      await keepAsSaid(connection, links)
      last = links.at(-1)!._id
      done += links.length
      await progress.reach(last, done)
    }
    if (await connection.db!.listCollections({ name: LINKS_OF_BEFORE }).hasNext()) await before.drop()
  },
}

/** That somebody has died was not kept: everybody of before counts as living. */
const dateOfDeath: Migration = {
  number: 4,
  name: 'children, what they were merged of and their search keys have a date of death, of which nobody has said anything yet',
  run: async (connection, progress) => {
    await inBatches(connection, progress, async (_connection, found) => {
      const ids = { $in: found.map(({ childId }) => childId) }
      await addFields(connection, children, { dateOfDeath: null }, { _id: ids })
      await addFields(connection, searchKeys, { dateOfDeath: null }, { childId: ids })
    })
    await addFields(connection, parts, { dateOfDeath: null })
  },
}

/** What waited before can only be left: what it said was not kept, and its next delivery is. */
const waitingRows: Migration = {
  number: 5,
  name: 'records of sources have a place for what a row says that waits for officers',
  run: (connection) => addFields(connection, sourceRecords, NONE_WAITS),
}

/** What authorities' systems say was not kept. */
const services: Migration = {
  number: 6,
  name: 'children, and what they were merged of, have services of which authorities have said nothing yet',
  run: async (connection, progress) => {
    await inBatches(connection, progress, async (_connection, found) => {
      const ids = { $in: found.map(({ childId }) => childId) }
      await addFields(connection, children, { services: [] }, { _id: ids })
    })
    await addFields(connection, parts, { services: [] })
  },
}

/** What is counted now and then is counted anew when it is begun. */
const countedAnew: Migration = {
  number: 7,
  name: 'coverage is counted by source too, when it is counted next',
  run: async (connection) => void (await connection.db!.collection(coverages.name).deleteMany({})),
}

/** Restrictions were numbered by looking for the last one. */
const restrictionsCounted: Migration = {
  number: 8,
  name: 'writes of restricted children are counted in one place',
  run: async (connection) => {
    const restricted = connection.db!.collection<RestrictedChild>(restrictedChildren.name)
    await addFields(connection, restrictedChildren, { counted: true })
    const [last] = await restricted.find().sort({ sequence: -1 }).limit(1).toArray()
    const counts = connection.db!.collection<RestrictionCount>(restrictionCounts.name)
    const begun = { $setOnInsert: { sequence: last?.sequence ?? 0, looks: 0 } }
    for (let _id = 0; _id < COUNTS; _id++) await counts.updateOne({ _id }, begun, { upsert: true })
  },
}

/** What a row that waits said was not kept: its next delivery asks. */
const questions: Migration = {
  number: 9,
  name: 'records of sources have a place for what a data steward is asked, and has said',
  run: (connection) => addFields(connection, sourceRecords, NONE_ASKED),
}

/** Rows found a child by all of name, birth date and home alone. */
const candidateKeys: Migration = {
  number: 11,
  name: 'children, and what they were merged of, carry the keys by which rows find them that are nearly theirs',
  run: async (connection, progress) => {
    await inBatches(connection, progress, (_connection, found) => writeLinkKeys(connection, found))
    const merged = await connection.db!.collection<PartDocument>(parts.name).find().toArray()
    const writes = merged.map(({ _id, into: _into, linkKeys: _keys, ...child }) =>
      newLinkKeys({ childId: _id, ...child }),
    )
    if (writes.length > 0) await connection.db!.collection<PartDocument>(parts.name).bulkWrite(writes, UNCHECKED)
  },
}

/** Gives documents fields that they do not have, told by the first of these. In the running transaction, if there is one; the validator is still that of before. */
async function addFields(
  connection: Connection,
  { name }: Collection,
  fields: object,
  among: object = {},
): Promise<void> {
  const [first] = Object.keys(fields)
  const options = { session: currentSession(), bypassDocumentValidation: true }
  await connection
    .db!.collection(name)
    .updateMany({ ...among, [first!]: { $exists: false } }, { $set: fields }, options)
}

/** Each batch is whole or not at all, and doing it again changes nothing. */
async function inBatches(
  connection: Connection,
  progress: Progress,
  change: (connection: Connection, found: Child[]) => Promise<void>,
): Promise<void> {
  const stored = connection.db!.collection<ChildDocument>(children.name)
  for (let [last, done] = [progress.reached ?? '', 0]; ;) {
    const batch = await after(stored, last)
    if (batch.length === 0) return
    const found = batch.map(({ _id, linkKeys: _keys, ...child }) => ({ childId: _id, ...child }))
    await transaction(connection, () => change(connection, found))
    last = batch.at(-1)!._id
    done += batch.length
    await progress.reach(last, done)
  }
}

async function after<Document extends { _id: string }>(stored: mongo.Collection<Document>, id: string) {
  const next = { _id: { $gt: id } } as mongo.Filter<Document>
  return (await stored.find(next).sort({ _id: 1 }).limit(AT_ONCE).toArray()) as Document[]
}

async function replaceSearchKeys(connection: Connection, found: Child[]): Promise<void> {
  const session = currentSession()
  const stored = connection.db!.collection(searchKeys.name)
  await stored.deleteMany({ childId: { $in: found.map(({ childId }) => childId) } }, { session })
  // The validator is still that of the keys of before.
  await stored.insertMany(found.flatMap(searchKeysOf), { session, bypassDocumentValidation: true })
}

/** The validator is still that of before. */
const UNCHECKED = { bypassDocumentValidation: true }

function newLinkKeys(child: Child) {
  const update = { $set: { linkKeys: linkKeys(toMatchRecord(child)) } }
  return { updateOne: { filter: { _id: child.childId }, update } }
}

async function writeLinkKeys(connection: Connection, found: Child[]): Promise<void> {
  const stored = connection.db!.collection<ChildDocument>(children.name)
  await stored.bulkWrite(found.map(newLinkKeys), { ...UNCHECKED, session: currentSession() })
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
      { $setOnInsert: { ...fields, sequence: ++sequence, counted: true } },
      { session, upsert: true },
    )
  }
}

/** Rows were linked by a rule that nobody could change. */
const firstLinkModel: Migration = {
  number: 10,
  name: 'rows are linked by a model, the first one',
  run: async ({ db }) => {
    const { _id, ...first } = foundingVersion(firstChildModel(), new Date())
    await db!.collection<LinkModel>(linkModels.name).updateOne({ _id }, { $setOnInsert: first }, { upsert: true })
  },
}

/** How a store of before becomes one of now, in order. */
export const migrations: Migration[] = [
  newSearchKeys,
  nearByWhatIsShown,
  whatSourcesSaid,
  dateOfDeath,
  waitingRows,
  services,
  countedAnew,
  restrictionsCounted,
  questions,
  firstLinkModel,
  candidateKeys,
  lookalikes,
  toldOf,
]
