import { outbox, type Migration, type StorePlan } from '@contactpoint/mongo'
import { noneWithdrawn } from './batches/batches.rules.ts'
import { batches, chunks } from './batches/batches.schema.ts'
import { sentRecords } from './sent/sent.schema.ts'
import { inbox } from './inbox/inbox.schema.ts'

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
    await db!.collection(inbox.name).updateMany(waiting, [{ $set: change }])
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
    await db!.collection(inbox.name).updateMany({ withdrawn: { $exists: false } }, { $set: { withdrawn: null } })
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

/** What ingestion keeps. */
export const store: StorePlan = {
  database: 'ingestion',
  collections: [batches, chunks, inbox, sentRecords, outbox],
  migrations: [turns, organisations, kinds, twoSteps, previewedServices],
}
