import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A WebAuthn credential of somebody. */
export interface StoredKey {
  _id: string
  personId: string
  /** Which of the few places of a person it takes: two that come at once cannot take one. */
  place: number
  /** Base64url. */
  credentialId: string
  /** COSE. */
  publicKey: Buffer
  /** Of the last signature. */
  counter: number
  addedAt: Date
  usedAt: Date | null
  /** A counter did not grow: there are two of it. */
  shutAt: Date | null
}

const keySchema = new Schema<StoredKey>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    place: { type: Number, required: true },
    credentialId: { type: String, required: true },
    publicKey: { type: Buffer, required: true },
    counter: { type: Number, required: true },
    addedAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    shutAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
keySchema.index({ personId: 1, place: 1 }, { unique: true })
keySchema.index({ credentialId: 1 }, { unique: true })

/** For what a challenge is asked: it is good for nothing else. */
export type ChallengePurpose = 'sign-in' | 'step-up' | 'registration'

/** What a key has been asked to sign. */
export interface Challenge {
  /** SHA-256 of it, hex. */
  _id: string
  purpose: ChallengePurpose
  /** Pseudonym of the user name for which it is. */
  subject: string
  until: Date
}

const challengeSchema = new Schema<Challenge>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, required: true },
    subject: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
challengeSchema.index({ until: 1 }, { expireAfterSeconds: 0 })

export const securityKeys = collection('security_keys', keySchema, { refine: { credentialId: { maxLength: 1_364 } } })

/** One that was shown is no more. */
export const challenges = collection('key_challenges', challengeSchema)
