import type { RecoveryGround } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That somebody came in person who cannot sign in any more, and waits for a second one to say so. */
export interface StoredRecovery {
  /** Person id: one waits at a time. */
  _id: string
  recoveryId: string
  ground: RecoveryGround
  /** Into the register that keeps how their identity was checked. */
  reference: string
  /** Identity of who began it. */
  begunBy: string
  begunAt: Date
  until: Date
}

const recoverySchema = new Schema<StoredRecovery>(
  {
    _id: { type: String, required: true },
    recoveryId: { type: String, required: true },
    ground: { type: String, required: true },
    reference: { type: String, required: true },
    begunBy: { type: String, required: true },
    begunAt: { type: Date, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
recoverySchema.index({ until: 1 }, { expireAfterSeconds: 0 })

/** One that was approved, or is over, is no more: the ledger has it. */
export const recoveries = collection('recoveries', recoverySchema)
