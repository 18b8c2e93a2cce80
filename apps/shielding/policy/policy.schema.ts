import { POLICY_ITEMS, SENSITIVE_POLICIES, type ExternalReview, type PolicyDocument } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { POLICY_STEP_KINDS, type PolicyStepKind } from './steps.rules.ts'

/** One step about a version: kept for ever, never changed. All that is known of versions is worked out from these. */
export interface PolicyStep {
  /** 1, 2, 3, without gaps: of two that are taken at the same moment the second finds its number taken, and is judged anew. */
  _id: number
  kind: PolicyStepKind
  version: number
  /** Person id. */
  by: string
  /** Who that is, whichever account they used. */
  identity: string
  at: Date
  /** What the version says, of the step that proposes it. */
  document: PolicyDocument | null
  digest: string | null
  /** Of the step that records one. */
  review: ExternalReview | null
}

const part = { _id: false, strict: 'throw' } as const
const count = { type: Number, required: true } as const
const budget = { type: new Schema({ hour: count, day: count, month: count }, part), required: true } as const

const documentSchema = new Schema(
  {
    views: {
      type: new Schema({ full: { type: [{ type: String, enum: POLICY_ITEMS }], required: true } }, part),
      required: true,
    },
    sensitiveServices: { type: String, enum: SENSITIVE_POLICIES, required: true },
    budgets: {
      type: new Schema(
        {
          practitioner: budget,
          'shield-officer': budget,
          cpmt: budget,
          'data-steward': { ...budget, required: false },
        },
        part,
      ),
      required: true,
    },
    shields: {
      type: new Schema(
        {
          ...{ placeWithinHours: count, confirmWithinHours: count, decideWithinDays: count },
          reviewWithinMonths: { type: new Schema({ standard: count, sealed: count }, part), required: true },
          ...{ escalateAfterDays: count, escalateEveryDays: count },
        },
        part,
      ),
      required: true,
    },
    overrides: {
      type: new Schema({ minutes: count, escalateAfterMinutes: count, suspendAfterHours: count }, part),
      required: true,
    },
  },
  part,
)

const text = { type: String, required: true } as const
const reviewSchema = new Schema({ reviewer: text, organisation: text, reviewedOn: text, signature: text }, part)

const stepSchema = new Schema<PolicyStep>(
  {
    _id: count,
    kind: { type: String, enum: POLICY_STEP_KINDS, required: true },
    version: count,
    by: text,
    identity: text,
    at: { type: Date, required: true },
    document: { type: documentSchema, default: null },
    digest: { type: String, default: null },
    review: { type: reviewSchema, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
stepSchema.index({ kind: 1, _id: -1 })
/** A version is proposed once. */
stepSchema.index({ version: 1 }, { unique: true, partialFilterExpression: { kind: 'propose' } })

export const policySteps = collection('policy_steps', stepSchema, { appendOnly: true })
