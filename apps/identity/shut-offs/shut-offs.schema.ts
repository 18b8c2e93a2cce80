import type { ShutOffScope } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

export interface StoredShutOff {
  _id: string
  scope: ShutOffScope
  /** As tokens and feeds say it: a code, authority and name of an organisation, a source; null: all. */
  subject: string | null
  /** Identity of who did. */
  by: string
  at: Date
  /** Identities of those who want it reopened: the second does so. */
  reopenedBy: string[]
  endedAt: Date | null
}

const shutOffSchema = new Schema<StoredShutOff>(
  {
    _id: { type: String, required: true },
    scope: { type: String, required: true },
    subject: { type: String, default: null },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    reopenedBy: { type: [String], required: true },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
shutOffSchema.index({ endedAt: 1, at: -1 })

export const shutOffs = collection('shut_offs', shutOffSchema)
