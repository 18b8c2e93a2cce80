import {
  OVERRIDE_CODES,
  OVERRIDE_STATES,
  REASONS,
  type OverrideCode,
  type OverrideState,
  type Reason,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** An attempt to override a shield, from its first moment: somebody else checks it, whatever became of it (S27). */
export interface StoredCase {
  _id: string
  childId: string
  personId: string
  /** Who it is, whichever account they used. */
  identity: string
  sessionId: string
  organisation: string
  /** DfE code of the authority they work for: its people do not check. */
  authority: string
  /** DfE code of the authority whose management team checks. */
  desk: string
  reason: Reason
  caseReference: string | null
  /** Nothing could come of it: they held no grant, or an earlier case suspended it. */
  isRefused: boolean
  /** When it is escalated, and when it suspends the right, if nobody has answered: as the policy said when it was opened. */
  escalateAfterMinutes: number
  suspendAfterMinutes: number
  /** Wrong PINs and codes. */
  failures: number
  /** Until when the record could be read; null when it never could. */
  shownUntil: Date | null
  state: OverrideState
  code: OverrideCode | null
  answeredBy: string | null
  /** These are the database server's times. */
  openedAt: Date
  answeredAt: Date | null
}

/** A case as it is opened: what time it is, the database says. */
export type NewCase = Omit<StoredCase, 'openedAt'>

/** A case with what the database's clock says of it. */
export interface CaseNow extends StoredCase {
  isEscalated: boolean
  isSuspending: boolean
  /** Whether the record can be read no more. */
  isOver: boolean
}

const caseSchema = new Schema<StoredCase>(
  {
    _id: { type: String, required: true },
    childId: { type: String, required: true },
    personId: { type: String, required: true },
    identity: { type: String, required: true },
    sessionId: { type: String, required: true },
    organisation: { type: String, required: true },
    authority: { type: String, required: true },
    desk: { type: String, required: true },
    reason: { type: String, enum: REASONS, required: true },
    caseReference: { type: String, default: null },
    isRefused: { type: Boolean, required: true },
    escalateAfterMinutes: { type: Number, required: true },
    suspendAfterMinutes: { type: Number, required: true },
    failures: { type: Number, required: true },
    shownUntil: { type: Date, default: null },
    state: { type: String, enum: OVERRIDE_STATES, required: true },
    code: { type: String, enum: [...OVERRIDE_CODES, null], default: null },
    answeredBy: { type: String, default: null },
    openedAt: { type: Date, required: true },
    answeredAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
caseSchema.index({ state: 1, desk: 1, openedAt: 1 })
caseSchema.index({ identity: 1, state: 1, openedAt: 1 })
caseSchema.index({ openedAt: 1 })

export const overrideCases = collection('override_cases', caseSchema)
