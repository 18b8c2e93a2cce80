import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** The right of one person to override shields: proposed by one, approved by another, until a day. */
export interface Grant {
  _id: string
  personId: string
  /** DfE code of the authority of its holder, whose people decide about it. */
  authority: string
  until: Date
  /** Who it is, whichever account they used; so are the others. */
  proposedBy: string
  proposedAt: Date
  approvedBy: string | null
  approvedAt: Date | null
  /** Who ended it; `check` when a check of an override found no grounds. */
  endedBy: string | null
  endedAt: Date | null
}

const grantSchema = new Schema<Grant>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    authority: { type: String, required: true },
    until: { type: Date, required: true },
    proposedBy: { type: String, required: true },
    proposedAt: { type: Date, required: true },
    approvedBy: { type: String, default: null },
    approvedAt: { type: Date, default: null },
    endedBy: { type: String, default: null },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
grantSchema.index({ authority: 1, endedAt: 1, until: 1 })
grantSchema.index({ personId: 1, endedAt: 1 })

export const overrideGrants = collection('override_grants', grantSchema)
