import {
  CHANNELS,
  GROUNDS,
  IDENTITY_EVIDENCE,
  SHIELD_STATES,
  TIERS,
  type Channel,
  type Ground,
  type IdentityEvidence,
  type ShieldState,
  type Tier,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { STEP_KINDS, type StepKind } from './steps.rules.ts'

/** The way out of a shield, as far as it has come: two officers, then the management team. */
export interface Ending {
  kind: 'lift' | 'refusal'
  code: string
  proposedBy: string
  /** The second officer. */
  agreedBy: string | null
}

/** A shield in force. Its ground is for the people of its desk only. Who did something is who it is, whichever account they used. */
export interface Shield {
  state: ShieldState
  tier: Tier
  /** Who set the tier: opening a sealed record takes somebody else. */
  tierBy: string
  /** Who sealed it after that, or what a merge has joined with it; absent: nobody else. */
  alsoSealedBy?: string[]
  ground: Ground
  channel: Channel
  /** How a council knew the parent who asked. */
  evidence?: IdentityEvidence
  requestedBy: string
  placedBy: string | null
  ending: Ending | null
  /** A review has found that it is to be lifted, and no officer has proposed it yet. */
  isLiftWanted: boolean
  /** DfE code of the authority that is responsible, as the directory last said; absent until it has. */
  authority?: string | null
  /** These are the database server's times. */
  since: Date
  /** Until when the next step is due. */
  dueAt: Date
  /** When somebody is told again that it is late. */
  escalateAt: Date
  escalations: number
}

/** A shield without what the database says of time. */
export type TimelessShield = Omit<Shield, 'since' | 'dueAt' | 'escalateAt'>

/** That one person sees the whole record of a shielded child, in one session, for minutes. */
export interface LiveOverride {
  /** Also the id of its case. */
  overrideId: string
  personId: string
  /** Whose account it is; those that a version before began have none, for the minutes that they last. */
  identity?: string
  sessionId: string
  /** The database server's time. */
  until: Date
}

/** What protects one child: made the first time anybody asks about the child, small, and the point where every answer is judged. */
export interface Protection {
  /** Child id. */
  _id: string
  /** Grows with every step that tightens or loosens; 0 until the first. */
  version: number
  shield: Shield | null
  /** Those that were begun and not ended; one that is over stays until the next begins. */
  overrides?: LiveOverride[]
  /** Id of the child that goes on for this one, whose record was merged into that; it is protected no less. */
  mergedInto?: string | null
  /** How many consents were withdrawn while it was shielded; absent: none. */
  withdrawals?: number
  /** When an answer last passed the guard, on the database server's clock. */
  guardedAt: Date | null
  /** When the version last changed, on the database server's clock. */
  changedAt: Date | null
}

/** A shield with what the database's clock says of when it is due. */
export interface ShieldAtWork extends Protection {
  isLate: boolean
  /** Within a week. */
  isDueSoon: boolean
}

const endingSchema = new Schema<Ending>(
  {
    kind: { type: String, enum: ['lift', 'refusal'], required: true },
    code: { type: String, required: true },
    proposedBy: { type: String, required: true },
    agreedBy: { type: String, default: null },
  },
  { _id: false, strict: 'throw' },
)

const shieldSchema = new Schema<Shield>(
  {
    state: { type: String, enum: SHIELD_STATES, required: true },
    tier: { type: String, enum: TIERS, required: true },
    tierBy: { type: String, required: true },
    alsoSealedBy: { type: [String], default: undefined },
    ground: { type: String, enum: GROUNDS, required: true },
    channel: { type: String, enum: CHANNELS, required: true },
    evidence: { type: String, enum: IDENTITY_EVIDENCE },
    requestedBy: { type: String, required: true },
    placedBy: { type: String, default: null },
    ending: { type: endingSchema, default: null },
    isLiftWanted: { type: Boolean, required: true },
    authority: { type: String },
    since: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    escalateAt: { type: Date, required: true },
    escalations: { type: Number, required: true },
  },
  { _id: false, strict: 'throw' },
)

const overrideSchema = new Schema<LiveOverride>(
  {
    overrideId: { type: String, required: true },
    personId: { type: String, required: true },
    identity: { type: String },
    sessionId: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const protectionSchema = new Schema<Protection>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    shield: { type: shieldSchema, default: null },
    overrides: { type: [overrideSchema], default: undefined },
    mergedInto: { type: String },
    withdrawals: { type: Number },
    guardedAt: { type: Date, default: null },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

protectionSchema.index({ 'overrides.personId': 1 }, { sparse: true })
protectionSchema.index({ 'overrides.identity': 1 }, { sparse: true })
protectionSchema.index({ mergedInto: 1 }, { sparse: true })
protectionSchema.index(
  { 'shield.authority': 1, _id: 1 },
  { partialFilterExpression: { 'shield.since': { $exists: true } } },
)
protectionSchema.index({ 'shield.escalateAt': 1 }, { sparse: true })
// All that shields are counted by: a hundred thousand are counted without one of them being read.
protectionSchema.index(
  { 'shield.since': 1, 'shield.dueAt': 1, 'shield.state': 1, 'shield.tier': 1, 'shield.authority': 1 },
  { name: 'shields_counted', partialFilterExpression: { 'shield.since': { $exists: true } } },
)

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
  /** The reason, where one is given. */
  code?: string | null
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
    code: { type: String },
  },
  { versionKey: false, strict: 'throw' },
)
stepSchema.index({ childId: 1, version: 1 }, { unique: true })

export const protections = collection('protections', protectionSchema)

export const steps = collection('steps', stepSchema, { appendOnly: true })
