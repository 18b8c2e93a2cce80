import { news } from '../news.ts'
import { Nothing } from '../nothing.ts'

/** A file is whole: there is something to read. */
export const batchReceived = news('ingestion.batch.received', Nothing, { heardBy: ['ingestion'] })
