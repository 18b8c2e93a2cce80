import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What a person proves who they are with. */
export interface Authenticator {
  /** Person id. */
  _id: string
  passwordHash: string
  pinHash: string
  /** Base32 seed of the security token, sealed with the master key. */
  totpSeed: Buffer
  /** Time step of the last accepted code: a code is accepted only for a later one. */
  lastStep: number
  /** When a security key was last added or removed; null: there never was one. */
  keysAt: Date | null
}

const authenticatorSchema = new Schema<Authenticator>(
  {
    _id: { type: String, required: true },
    passwordHash: { type: String, required: true },
    pinHash: { type: String, required: true },
    totpSeed: { type: Buffer, required: true },
    lastStep: { type: Number, required: true, default: 0 },
    keysAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

/** Failures of an account name or an address, counted before anything is hashed; the name need not exist. */
export interface Attempts {
  /** `account:`, `device:`, `person:`, `mediator:`, `asker:` or `address:` and a pseudonym: the log of failures is no list of user names. */
  _id: string
  failures: number
  /** When the count is forgotten. */
  until: Date
}

const attemptsSchema = new Schema<Attempts>(
  {
    _id: { type: String, required: true },
    failures: { type: Number, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
attemptsSchema.index({ until: 1 }, { expireAfterSeconds: 60 })

export const authenticators = collection('authenticators', authenticatorSchema)

export const attempts = collection('attempts', attemptsSchema)
