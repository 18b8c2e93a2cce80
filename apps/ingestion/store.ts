import { outbox, type StorePlan } from '@contactpoint/mongo'
import { batches, chunks } from './batches/batches.schema.ts'
import { inboxPages } from './inbox/inbox.schema.ts'
import { migrations } from './migrations.ts'
import { sentRecords } from './sent/sent.schema.ts'

/** What ingestion keeps. */
export const store: StorePlan = {
  database: 'ingestion',
  collections: [batches, chunks, inboxPages, sentRecords, outbox],
  migrations,
}
