import { PREVIEW_ITEMS, type PreviewItem } from '@contactpoint/contracts'
import { collection, type JsonSchema } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What a row says of each item, as hashes; of what it does not speak, nothing. */
export type SentItems = Partial<Record<PreviewItem, string>>

/** The last row that came of a record, taken in or not: what was sent, not what became of it. */
export interface SentRow {
  batchId: string
  items: SentItems
}

/**
 * What a source last sent of one of its records. A file is held against this and not against the directory: what it changes says then nothing
 * that its sender did not know.
 */
export interface SentRecord extends SentRow {
  /** `<source>:<recordId>`. */
  _id: string
  /** The row that came before it, by which a batch that is rolled back is forgotten. */
  before: SentRow | null
}

const sentSchema = new Schema<SentRecord>(
  {
    _id: { type: String, required: true },
    batchId: { type: String, required: true },
    items: { type: Schema.Types.Mixed, required: true },
    before: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)

const text: JsonSchema = { bsonType: 'string' }
const items = { bsonType: 'object', properties: Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, text])) }

export const sentRecords = collection('sent_records', sentSchema, {
  refine: { items, before: { bsonType: ['object', 'null'], properties: { batchId: text, items } } },
})
