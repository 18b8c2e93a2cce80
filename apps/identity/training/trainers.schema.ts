import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That a trainer may certify others, with one of their accounts. It never changes. */
export interface Accreditation {
  _id: string
  /** The account. */
  personId: string
  identity: string
  /** DfE code of the authority; that of the national desk for a national trainer. */
  authority: string
  /** Who it is, whichever account they used. */
  by: string
  at: Date
  until: Date
}

const accreditationSchema = new Schema<Accreditation>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    identity: { type: String, required: true },
    authority: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
accreditationSchema.index({ personId: 1 })
accreditationSchema.index({ identity: 1 })
accreditationSchema.index({ until: 1 })

export const accreditations = collection('trainer_accreditations', accreditationSchema, { appendOnly: true })

/** That a trainer should not have certified anybody from an instant on. It ends every accreditation of before. */
export interface Withdrawal {
  _id: string
  personId: string
  from: Date
  by: string
  at: Date
}

const withdrawalSchema = new Schema<Withdrawal>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    from: { type: Date, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
withdrawalSchema.index({ personId: 1 })

export const withdrawals = collection('trainer_withdrawals', withdrawalSchema, { appendOnly: true })
