import {
  LINK_DECISIONS,
  MOST_MODEL_BYTES,
  TRIAL_DECISIONS,
  type LinkDecisionKind,
  type TrialDecision,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Who did something about a version, and when. */
export interface ModelHand {
  /** Person id. */
  by: string
  /** Who that is, whichever account they used. */
  identity: string
  at: Date
}

/** Rows by what the model in force decided, and by what this one would have. */
export type TrialCounts = Record<LinkDecisionKind, Record<TrialDecision, number>>

/** A version of the model by which rows are linked. But for its activation and its trial it never changes. */
export interface LinkModel {
  /** Its number: 1, 2, 3, without gaps. */
  _id: number
  /** SHA-256 of `document`, hexadecimal. */
  digest: string
  /** The model as canonical JSON: as a text, since names of people are names of fields in it. */
  document: string
  facts: {
    rows: number
    seed: number
    rounds: number
    /** `YYYY-MM-DD`. */
    madeOn: string
    report: string
  }
  proposed: ModelHand
  activated: ModelHand | null
  trial: TrialCounts
}

/** A version without what it says. */
export type ModelVersion = Omit<LinkModel, 'document'>

const text = { type: String, required: true } as const
const count = { type: Number, required: true } as const
const part = { _id: false, strict: 'throw' } as const
const each = (names: readonly string[], type: object): object => Object.fromEntries(names.map((name) => [name, type]))

const hand = new Schema({ by: text, identity: text, at: { type: Date, required: true } }, part)
const facts = new Schema({ rows: count, seed: count, rounds: count, madeOn: text, report: text }, part)
const counts = { type: new Schema(each(TRIAL_DECISIONS, count), part), required: true }

const modelSchema = new Schema<LinkModel>(
  {
    _id: count,
    digest: text,
    document: text,
    facts: { type: facts, required: true },
    proposed: { type: hand, required: true },
    activated: { type: hand, default: null },
    trial: { type: new Schema(each(LINK_DECISIONS, counts), part), required: true },
  },
  { versionKey: false, strict: 'throw' },
)

export const linkModels = collection('link_models', modelSchema, {
  refine: { document: { bsonType: 'string', maxLength: MOST_MODEL_BYTES } },
})
