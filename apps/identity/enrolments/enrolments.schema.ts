import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A code by which one person chooses what they sign in with. */
export interface Enrolment {
  /** Person id. */
  _id: string
  /** SHA-256 of the code, hex: it is random and long. */
  codeHash: string
  until: Date
}

const enrolmentSchema = new Schema<Enrolment>(
  {
    _id: { type: String, required: true },
    codeHash: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
enrolmentSchema.index({ until: 1 }, { expireAfterSeconds: 0 })

/** A code that was used, or is over, is no more. */
export const enrolments = collection('enrolments', enrolmentSchema)
