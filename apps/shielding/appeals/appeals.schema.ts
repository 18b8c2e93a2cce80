import { APPEAL_CODES, ROLES, type AppealCode, type Role } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

export const APPEAL_STATES = ['open', 'grant', 'refuse'] as const

/** Somebody's wish to see more children than their role may. */
export interface StoredAppeal {
  _id: string
  personId: string
  /** Who it is, whichever account they used; appeals of before have none. */
  identity?: string
  role: Role
  authority: string
  organisation: string
  code: AppealCode
  askedAt: Date
  /** `open`, or what was decided. */
  state: (typeof APPEAL_STATES)[number]
  /** Person id of who decided. */
  by: string | null
  decidedAt: Date | null
}

const appealSchema = new Schema<StoredAppeal>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    identity: { type: String },
    role: { type: String, enum: ROLES, required: true },
    authority: { type: String, required: true },
    organisation: { type: String, required: true },
    code: { type: String, enum: APPEAL_CODES, required: true },
    askedAt: { type: Date, required: true },
    state: { type: String, enum: APPEAL_STATES, required: true },
    by: { type: String, default: null },
    decidedAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
/** One is open at a time, whoever asks at the same moment. */
appealSchema.index({ personId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
appealSchema.index({ authority: 1, state: 1, askedAt: 1 })

export const appeals = collection('appeals', appealSchema)
