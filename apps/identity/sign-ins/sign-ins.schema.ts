import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What is counted of signing in. A name that is shut need not be anybody's: nothing here tells which names there are. */
export const FAILURES = ['failures', 'turnedAway', 'shut'] as const
export type FailureKind = (typeof FAILURES)[number]

/** What was tried in vain on one day, as numbers: not who tried, with which name, or from where. */
export interface SignInDay extends Partial<Record<FailureKind, number>> {
  /** `YYYY-MM-DD`, UTC. */
  _id: string
}

const daySchema = new Schema<SignInDay>(
  {
    _id: { type: String, required: true },
    failures: { type: Number },
    turnedAway: { type: Number },
    shut: { type: Number },
  },
  { versionKey: false, strict: 'throw' },
)

export const signInDays = collection('sign_in_days', daySchema)
