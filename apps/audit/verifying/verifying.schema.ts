import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What was found when a log was gone through for the last time. */
export interface VerificationDocument {
  /** The log's short name. */
  _id: string
  /** Entries of the checkpoint that it was held against. */
  size: number
  at: Date
  /** The first entry that is wrong; null: none is. */
  firstWrong: number | null
}

const verificationSchema = new Schema<VerificationDocument>(
  {
    _id: { type: String, required: true },
    size: { type: Number, required: true },
    at: { type: Date, required: true },
    firstWrong: { type: Number, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

export const logVerifications = collection('log_verifications', verificationSchema)
