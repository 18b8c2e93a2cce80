import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A shielded child about whom rows of feeds wait, and until when its officers have time. By the database server's clock. */
export interface RowWait {
  /** Id of the child. */
  _id: string
  /** The same however many come while something waits. */
  dueAt: Date
  /** When it was last seen that something waits. */
  seenAt: Date
}

/** With what the database's clock says of it. */
export interface RowWaitNow extends RowWait {
  isLate: boolean
}

const rowWaitSchema = new Schema<RowWait>(
  {
    _id: { type: String, required: true },
    dueAt: { type: Date, required: true },
    seenAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
/** Whoever has no shield any more is not looked at again: their row goes by itself. */
rowWaitSchema.index({ seenAt: 1 }, { expireAfterSeconds: 2 * 24 * 60 * 60 })

export const rowWaits = collection('row_waits', rowWaitSchema)
