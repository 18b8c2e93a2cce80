import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That somebody of an authority has said that all its shields are in place (S23). */
export interface Attestation {
  /** Identity of who did. */
  by: string
  at: Date
  /** Version of the policy that was in force. */
  policy: number
}

/** How far an authority has come in the roll-out. One that has none has not begun. */
export interface StoredAuthority {
  /** DfE code. */
  _id: string
  /** In which wave it goes live. */
  wave: number
  attestations: Attestation[]
  /** Since when its practitioners are let in; null: they are not yet. */
  liveSince: Date | null
  suspendedSince: Date | null
}

const attestationSchema = new Schema<Attestation>(
  {
    by: { type: String, required: true },
    at: { type: Date, required: true },
    policy: { type: Number, required: true },
  },
  { _id: false, strict: 'throw' },
)

const authoritySchema = new Schema<StoredAuthority>(
  {
    _id: { type: String, required: true },
    wave: { type: Number, required: true },
    attestations: { type: [attestationSchema], required: true },
    liveSince: { type: Date, default: null },
    suspendedSince: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

export const authorities = collection('authorities', authoritySchema)
