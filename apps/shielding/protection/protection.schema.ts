import type { AppendEntry, Channel, Ground } from '@contactpoint/contracts'
import { Schema } from 'mongoose'

/** A shield in force. Its ground is for officers of the responsible authority only. */
export interface Shield {
  state: 'interim'
  ground: Ground
  channel: Channel
  requestedBy: string
  since: Date
}

/** What protects one child: made the first time anybody asks about the child, small, and the point where every answer is judged. */
export interface Protection {
  /** Child id. */
  _id: string
  /** Grows with every step that tightens or loosens; 0 until the first. */
  version: number
  shield: Shield | null
  /** When an answer last passed the guard, on the database server's clock. */
  guardedAt: Date | null
  /** When the version last changed, on the database server's clock. */
  changedAt: Date | null
}

export const protectionSchema = new Schema<Protection>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    shield: { type: Schema.Types.Mixed, default: null },
    guardedAt: { type: Date, default: null },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

export const STEP_KINDS = ['interim-shield', 'lookalike-hidden'] as const

/** One change of a protection: kept for ever, never changed. */
export interface Step {
  childId: string
  version: number
  kind: (typeof STEP_KINDS)[number]
  /** Person id, or the id of the child whose shield led to it. */
  by: string
  at: Date
  ground: Ground | null
  channel: Channel | null
}

export const stepSchema = new Schema<Step>(
  {
    childId: { type: String, required: true },
    version: { type: Number, required: true },
    kind: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    ground: { type: String, default: null },
    channel: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
stepSchema.index({ childId: 1, version: 1 }, { unique: true })

/** Work that a step leaves to be done, written in the same transaction; taken out when it is done. */
export type Errand = { kind: 'audit'; entry: AppendEntry } | { kind: 'restrict'; childId: string; version: number }

export type OutboxRow = Errand & { _id: string; createdAt: Date }

export const outboxSchema = new Schema<OutboxRow>(
  {
    _id: { type: String, required: true },
    createdAt: { type: Date, required: true },
    kind: { type: String, required: true },
    entry: { type: Schema.Types.Mixed },
    childId: String,
    version: Number,
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
outboxSchema.index({ createdAt: 1 })
