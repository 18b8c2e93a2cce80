import type { StorePlan } from '@contactpoint/mongo'
import { batches, chunks } from './batches/batches.schema.ts'
import { inbox } from './inbox/inbox.schema.ts'

/** What ingestion keeps. */
export const store: StorePlan = { database: 'ingestion', collections: [batches, chunks, inbox] }
