import type { Fate, IncomingRecord, WithdrawnFate } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** One row of a batch, from the file to its fate. */
export interface InboxRow {
  /** Number of the row in the file, from 1. */
  row: number
  line: number
  /** Null when the row had none that could be used. */
  recordId: string | null
  /** Kept only while somebody still needs it: waiting, or parked until a person has decided. */
  record: IncomingRecord | null
  fate: Fate
  field: string | null
  code: string | null
  /** What became of its record when the batch was rolled back; null: it was not. */
  withdrawn: WithdrawnFate | null
}

/** Rows of a batch that follow each other: they come, are delivered, get their fates and are taken back together. */
export interface InboxPage {
  /** `<batchId>:<first>`. */
  _id: string
  batchId: string
  /** Number of the first of its rows. */
  first: number
  /** `waiting`: some of its rows have no fate yet. */
  state: 'waiting' | 'settled' | 'withdrawn'
  hasRefused: boolean
  rows: InboxRow[]
  /** Records of which it speaks. A record comes once in a file; the second time it is refused. Refused rows do not hold the place. */
  recordIds: string[]
}

/** Rows on a page. */
export const ROWS_A_PAGE = 200

const rowSchema = new Schema<InboxRow>(
  {
    row: { type: Number, required: true },
    line: { type: Number, required: true },
    recordId: { type: String, default: null },
    record: { type: Schema.Types.Mixed, default: null },
    fate: { type: String, required: true },
    field: { type: String, default: null },
    code: { type: String, default: null },
    withdrawn: { type: String, default: null },
  },
  { _id: false },
)

const pageSchema = new Schema<InboxPage>(
  {
    _id: { type: String, required: true },
    batchId: { type: String, required: true },
    first: { type: Number, required: true },
    state: { type: String, enum: ['waiting', 'settled', 'withdrawn'], required: true },
    hasRefused: { type: Boolean, required: true },
    rows: { type: [rowSchema], required: true },
    recordIds: { type: [String], required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
pageSchema.index({ batchId: 1, state: 1, first: 1 })
pageSchema.index({ batchId: 1, first: 1 }, { partialFilterExpression: { hasRefused: true } })
pageSchema.index(
  { batchId: 1, recordIds: 1 },
  { unique: true, partialFilterExpression: { 'recordIds.0': { $exists: true } } },
)

export const inboxPages = collection('inbox_pages', pageSchema, {
  refine: {
    rows: { maxItems: ROWS_A_PAGE },
    'rows.items.record': { bsonType: ['object', 'null'] },
    recordIds: { maxItems: ROWS_A_PAGE },
  },
})
