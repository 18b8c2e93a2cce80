import type { Migration, StorePlan } from '@contactpoint/mongo'
import { batches, chunks } from './batches/batches.schema.ts'
import { inbox } from './inbox/inbox.schema.ts'

const turns: Migration = {
  number: 1,
  name: 'batches take turns',
  run: async ({ db }) => {
    const change = { turnAt: '$openedAt', attempts: 0, failure: null }
    await db!.collection(batches.name).updateMany({ turnAt: { $exists: false } }, [{ $set: change }])
  },
}

/** What ingestion keeps. */
export const store: StorePlan = { database: 'ingestion', collections: [batches, chunks, inbox], migrations: [turns] }
