import { Schema } from 'mongoose'
import { collection } from './collection.ts'

/** Work that a change leaves to be done, written in the same transaction; taken out when it is done. */
export interface OutboxRow<Payload extends object = object> {
  _id: string
  kind: string
  payload: Payload
  createdAt: Date
  /** How often it failed in a way that does not pass by itself. */
  attempts: number
  /** Not tried again before this, on the database server's clock. */
  notBefore: Date
  /** Given up: it waits for a person, and metrics show it. */
  setAside: boolean
  /** What the last failure was: a fault's code or an error's name. */
  failure: string | null
}

const outboxSchema = new Schema<OutboxRow>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    payload: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    notBefore: { type: Date, required: true },
    setAside: { type: Boolean, required: true },
    failure: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
outboxSchema.index({ kind: 1, setAside: 1, createdAt: 1 })

/** The collection behind an `Outbox`: a service that has one names it in its store. */
export const outbox = collection('outbox', outboxSchema, { refine: { payload: { bsonType: 'object' } } })
