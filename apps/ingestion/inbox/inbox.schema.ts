import type { Fate, IncomingRecord, Source, WithdrawnFate } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** One row of a batch, from the file to its fate. */
export interface InboxRow {
  /** `<batchId>:<row>`. */
  _id: string
  batchId: string
  source: Source
  /** Number of the row in the file, from 1. */
  row: number
  line: number
  /** Null when the row had none that could be used. */
  recordId: string | null
  version: string | null
  /** Kept only while somebody still needs it: waiting, or parked until a person has decided. */
  record: IncomingRecord | null
  fate: Fate
  field: string | null
  code: string | null
  /** What became of its record when the batch was rolled back; null: it was not. */
  withdrawn: WithdrawnFate | null
}

const inboxRowSchema = new Schema<InboxRow>(
  {
    _id: { type: String, required: true },
    batchId: { type: String, required: true },
    source: { type: String, required: true },
    row: { type: Number, required: true },
    line: { type: Number, required: true },
    recordId: { type: String, default: null },
    version: { type: String, default: null },
    record: { type: Schema.Types.Mixed, default: null },
    fate: { type: String, required: true },
    field: { type: String, default: null },
    code: { type: String, default: null },
    withdrawn: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
inboxRowSchema.index({ batchId: 1, fate: 1, row: 1 })
// A record comes once in a file; the second time it is refused. Refused rows do not hold the place.
inboxRowSchema.index(
  { batchId: 1, recordId: 1 },
  { unique: true, partialFilterExpression: { version: { $type: 'string' } } },
)
inboxRowSchema.index({ source: 1, recordId: 1, version: 1 })

export const inbox = collection('inbox', inboxRowSchema, { refine: { record: { bsonType: ['object', 'null'] } } })
