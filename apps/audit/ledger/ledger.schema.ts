import { Schema } from 'mongoose'
import type { Action, Outcome } from '@contactpoint/contracts'

/** One entry as it is kept: who, when, what and why in clear; which children and by what criteria sealed. */
export interface EntryDocument {
  _id: string
  log: string
  /** Contiguous from 0. */
  index: number
  time: Date
  personId: string
  role: string
  organisation: string
  action: Action
  outcome: Outcome
  reason: string | null
  /** Pseudonyms of the children, to find an entry by; only a holder of the master key can make one. */
  children: string[]
  /** Children, what was shown of them, criteria and case reference; AES-256-GCM. */
  sealed: Buffer
  /** 32 random bytes: without them nobody can test a guess against the leaf hash. */
  salt: Buffer
  /** SHA-256, hex. */
  leafHash: string
}

export const entrySchema = new Schema<EntryDocument>(
  {
    _id: { type: String, required: true },
    log: { type: String, required: true },
    index: { type: Number, required: true },
    time: { type: Date, required: true },
    personId: { type: String, required: true },
    role: { type: String, required: true },
    organisation: String,
    action: { type: String, required: true },
    outcome: { type: String, required: true },
    reason: { type: String, default: null },
    children: { type: [String], required: true },
    sealed: { type: Buffer, required: true },
    salt: { type: Buffer, required: true },
    leafHash: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
// A second writer fails here; it can never fork the log.
entrySchema.index({ log: 1, index: 1 }, { unique: true })
entrySchema.index({ children: 1, index: -1 })
entrySchema.index({ personId: 1, index: -1 })
