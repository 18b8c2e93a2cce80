import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Who asked by telephone, who opens the record for them, in which session, and of which child. */
export interface StoredMediation {
  _id: string
  childId: string
  /** Person id of the mediator. */
  personId: string
  sessionId: string
  /** Person id of who asks. */
  askerId: string
  /** By the database server's clock. */
  until: Date
}

const mediationSchema = new Schema<StoredMediation>(
  {
    _id: { type: String, required: true },
    childId: { type: String, required: true },
    personId: { type: String, required: true },
    sessionId: { type: String, required: true },
    askerId: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
mediationSchema.index({ until: 1 }, { expireAfterSeconds: 60 })

export const mediations = collection('mediations', mediationSchema)
