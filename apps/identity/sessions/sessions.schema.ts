import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

export interface Session {
  _id: string
  personId: string
  /** SHA-256 of the one refresh token that is accepted next, hex. */
  refreshHash: string
  /** Thumbprint of the key without a proof of which it is not renewed (RFC 7638); null or missing: it is bound to none. */
  boundTo?: string | null
  startedAt: Date
  /** When its person last proved with PIN and token that it is they; missing in those of before: as it started. */
  provedAt?: Date
  /** Whatever is renewed, a session ends here. */
  endsAt: Date
  endedAt: Date | null
}

const sessionSchema = new Schema<Session>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    refreshHash: { type: String, required: true },
    boundTo: { type: String, default: null },
    startedAt: { type: Date, required: true },
    provedAt: Date,
    endsAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
sessionSchema.index({ personId: 1 })
sessionSchema.index({ endsAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 })

/** A key access tokens are signed with. */
export interface SigningKey {
  /** `kid` in token headers. */
  _id: string
  /** JWK with x and y, for everyone. */
  publicJwk: { kty: string; crv: string; x: string; y: string }
  /** The whole JWK as JSON, sealed with the master key. */
  privateJwk: Buffer
  createdAt: Date
}

const signingKeySchema = new Schema<SigningKey>(
  {
    _id: { type: String, required: true },
    publicJwk: { type: new Schema({ kty: String, crv: String, x: String, y: String }, { _id: false }), required: true },
    privateJwk: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
signingKeySchema.index({ createdAt: -1 })

export const sessions = collection('sessions', sessionSchema)

export const signingKeys = collection('signing_keys', signingKeySchema)
