import type { RevokedKind } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That tokens of before are good no longer. */
export interface StoredRevocation {
  _id: string
  kind: RevokedKind
  subject: string
  at: Date
}

/** Longer than any token lives, whatever clocks say. Seconds. */
export const KEPT_SECONDS = 300

const revocationSchema = new Schema<StoredRevocation>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    // Of everybody it is empty.
    subject: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
revocationSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS })

export const revocations = collection('revocations', revocationSchema)
