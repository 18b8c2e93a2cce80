import type { Migration } from '@contactpoint/mongo'
import type { Connection, mongo } from 'mongoose'
import { noneWithdrawn } from './batches/batches.rules.ts'
import { batches } from './batches/batches.schema.ts'
import { pageWith } from './inbox/inbox.rules.ts'
import { inboxPages, ROWS_A_PAGE, type InboxPage, type InboxRow } from './inbox/inbox.schema.ts'

const turns: Migration = {
  number: 1,
  name: 'batches take turns',
  run: async ({ db }) => {
    const change = { turnAt: '$openedAt', attempts: 0, failure: null }
    await db!.collection(batches.name).updateMany({ turnAt: { $exists: false } }, [{ $set: change }])
  },
}

/** Whose system sent a file was not kept; its name says as much. */
const organisations: Migration = {
  number: 2,
  name: 'batches say whose system sent them',
  run: async ({ db }) => {
    const change = { organisation: '$supplier' }
    await db!.collection(batches.name).updateMany({ organisation: { $exists: false } }, [{ $set: change }])
  },
}

/** Rows that wait came in before they said what kind they are; a census spoke of the day with which its version begins. */
const kinds: Migration = {
  number: 3,
  name: 'rows that wait say what kind they are, and of which day they speak',
  run: async ({ db }) => {
    const change = { 'record.kind': 'present', 'record.asOf': { $substrCP: ['$record.version', 0, 10] } }
    const waiting = { record: { $type: 'object' }, 'record.kind': { $exists: false } }
    await db!.collection(INBOX_OF_BEFORE).updateMany(waiting, [{ $set: change }])
  },
}

/** A file that was taken in at once has no preview, and nothing of it was rolled back. */
const twoSteps: Migration = {
  number: 4,
  name: 'files may wait for somebody to apply them, and may be rolled back',
  run: async ({ db }) => {
    const change = { isPreview: false, preview: null, brake: null, withdrawn: noneWithdrawn() }
    const before = { isPreview: { $exists: false } }
    await db!.collection(batches.name).updateMany({ ...before, state: 'applied' }, { $set: { state: 'applied' } })
    await db!.collection(batches.name).updateMany(before, { $set: change })
    await db!.collection(INBOX_OF_BEFORE).updateMany({ withdrawn: { $exists: false } }, { $set: { withdrawn: null } })
  },
}

/** No source said anything of services. */
const previewedServices: Migration = {
  number: 5,
  name: 'previews count changed services',
  run: async ({ db }) => {
    const before = { preview: { $type: 'object' }, 'preview.changes.services': { $exists: false } }
    await db!.collection(batches.name).updateMany(before, { $set: { 'preview.changes.services': 0 } })
  },
}

/** Each row was a document of its own. */
const pages: Migration = {
  number: 6,
  name: 'rows of a file stand on pages',
  run: async ({ db }) => {
    const before = db!.collection<RowOfBefore>(INBOX_OF_BEFORE)
    for (const { _id } of await db!
      .collection<{ _id: string }>(batches.name)
      .find({}, { projection: { _id: 1 } })
      .toArray())
      await onPages(db!, before, _id)
    if (await db!.listCollections({ name: INBOX_OF_BEFORE }).hasNext()) await before.drop()
  },
}

const INBOX_OF_BEFORE = 'inbox'
type RowOfBefore = InboxRow & { _id: string; batchId: string; source: string; version: string | null }

/** Of one batch; begun again, it does it again. */
async function onPages(
  db: Connection['db'] & object,
  before: mongo.Collection<RowOfBefore>,
  batchId: string,
): Promise<void> {
  const kept = db.collection<InboxPage>(inboxPages.name)
  for (let last = 0; ;) {
    const found = await before
      .find({ batchId, row: { $gt: last } })
      .sort({ row: 1 })
      .limit(ROWS_A_PAGE)
      .toArray()
    if (found.length === 0) return
    const first = found[0]!.row
    const recordIds = found.flatMap(({ version, recordId }) => (version === null ? [] : recordId!))
    const rows = found.map(({ _id, batchId: _batch, source: _source, version: _version, ...row }) => row)
    const page = pageWith(
      { _id: `${batchId}:${first}`, batchId, first, state: 'waiting', hasRefused: false, rows, recordIds },
      rows,
    )
    await kept.replaceOne({ _id: page._id }, page, { upsert: true })
    last = found.at(-1)!.row
  }
}

/** How a store of before becomes one of now, in order. */
export const migrations: Migration[] = [turns, organisations, kinds, twoSteps, previewedServices, pages]
