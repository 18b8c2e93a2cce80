import {
  CHANNELS,
  GROUNDS,
  SHIELD_STATES,
  TIERS,
  type Channel,
  type Ground,
  type ShieldState,
  type Tier,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { STEP_KINDS, type StepKind } from './steps.rules.ts'

/** A shield in force. Its ground is for officers of the responsible authority only. */
export interface Shield {
  state: ShieldState
  tier: Tier
  /** Person id of who set the tier: opening a sealed record takes somebody else. */
  tierBy: string
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
  /** Id of the child that goes on for this one, whose record was merged into that; it is protected no less. */
  mergedInto?: string | null
  /** When an answer last passed the guard, on the database server's clock. */
  guardedAt: Date | null
  /** When the version last changed, on the database server's clock. */
  changedAt: Date | null
}

const shieldSchema = new Schema<Shield>(
  {
    state: { type: String, enum: SHIELD_STATES, required: true },
    tier: { type: String, enum: TIERS, required: true },
    tierBy: { type: String, required: true },
    ground: { type: String, enum: GROUNDS, required: true },
    channel: { type: String, enum: CHANNELS, required: true },
    requestedBy: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const protectionSchema = new Schema<Protection>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    shield: { type: shieldSchema, default: null },
    mergedInto: { type: String },
    guardedAt: { type: Date, default: null },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

protectionSchema.index({ mergedInto: 1 }, { sparse: true })

/** One change of a protection: kept for ever, never changed. */
export interface Step {
  childId: string
  version: number
  kind: StepKind
  /** Person id, or the id of the child whose shield led to it. */
  by: string
  at: Date
  ground: Ground | null
  channel: Channel | null
}

const stepSchema = new Schema<Step>(
  {
    childId: { type: String, required: true },
    version: { type: Number, required: true },
    kind: { type: String, enum: STEP_KINDS, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    ground: { type: String, default: null },
    channel: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
stepSchema.index({ childId: 1, version: 1 }, { unique: true })

export const protections = collection('protections', protectionSchema)

export const steps = collection('steps', stepSchema, { appendOnly: true })
