import { BROKER_OUTCOMES, BROKER_STATES, REASONS } from '@contactpoint/contracts'
import type { BrokerOutcome, BrokerState, Reason } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Somebody's wish to be put in touch. Who works with the child is not in it, nor how the asker is reached. */
export interface StoredRequest {
  _id: string
  /** As it was asked about: the record may go on as another. */
  childId: string
  /** DfE code of the authority that is responsible for the child, as the directory last said; null: none is. */
  authority: string | null
  /** Person id of the asker. */
  personId: string
  /** Who the asker is, whichever account they use. */
  identity: string
  reason: Reason
  caseReference: string
  /** All times are the database server's. */
  askedAt: Date
  dueAt: Date
  state: BrokerState
  outcome: BrokerOutcome | null
  /** Person id of who answered. */
  answeredBy: string | null
  answeredAt: Date | null
  /** When the database forgets it: never, while it is open. */
  endsAt?: Date
}

/** With what the database's clock says of it. */
export interface RequestNow extends StoredRequest {
  isLate: boolean
}

/** A request without what the database says of time. */
export type NewRequest = Omit<StoredRequest, 'askedAt' | 'dueAt' | 'endsAt'>

const requestSchema = new Schema<StoredRequest>(
  {
    _id: { type: String, required: true },
    childId: { type: String, required: true },
    authority: { type: String, default: null },
    personId: { type: String, required: true },
    identity: { type: String, required: true },
    reason: { type: String, enum: REASONS, required: true },
    caseReference: { type: String, required: true },
    askedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    state: { type: String, enum: BROKER_STATES, required: true },
    outcome: { type: String, enum: BROKER_OUTCOMES, default: null },
    answeredBy: { type: String, default: null },
    answeredAt: { type: Date, default: null },
    endsAt: { type: Date },
  },
  { versionKey: false, strict: 'throw' },
)
/** One of a person about a child is open at a time, whoever asks at the same moment. */
requestSchema.index({ personId: 1, childId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
requestSchema.index({ personId: 1, askedAt: -1 })
requestSchema.index({ state: 1, authority: 1, askedAt: 1 })
requestSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 })

export const brokerRequests = collection('broker_requests', requestSchema, {
  refine: {
    childId: { pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    caseReference: { pattern: '^[A-Z0-9/-]{1,40}$' },
  },
})
