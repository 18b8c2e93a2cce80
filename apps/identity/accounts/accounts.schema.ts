import type { CheckKind, SuspensionCode } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A check that was made of a person, and where it stands. */
export interface Check {
  _id: string
  personId: string
  kind: CheckKind
  /** Into the register that keeps it. */
  reference: string
  until: Date
  /** Identity of who recorded it. */
  by: string
  at: Date
}

/** That somebody may not sign in until another ends it. */
export interface Suspension {
  _id: string
  personId: string
  code: SuspensionCode
  by: string
  at: Date
  endedBy: string | null
}

const checkSchema = new Schema<Check>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, required: true },
    reference: { type: String, required: true },
    until: { type: Date, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
checkSchema.index({ personId: 1, at: 1 })

const suspensionSchema = new Schema<Suspension>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    code: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    endedBy: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
suspensionSchema.index({ personId: 1, endedBy: 1 })

/** What was found stays as it was found. */
export const checks = collection('checks', checkSchema, { appendOnly: true })

export const accountSuspensions = collection('account_suspensions', suspensionSchema)
