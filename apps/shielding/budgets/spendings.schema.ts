import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { Budget } from './policy.rules.ts'

/** A child that somebody saw, or the searches they made within five minutes. */
export interface Spent {
  /** Child id, or `search` and a number for the five minutes. */
  key: string
  cost: number
  /** The last time, on the database server's clock. */
  at: Date
}

/** What one person has spent in the last thirty days: made the first time they see a child. */
export interface Spending extends Budget {
  /** Person id. */
  _id: string
  /** Of the last thirty days; hour, day and month are its sums when it was last written: never less than what they are now. */
  seen: Spent[]
  /** Until then the budget is raised; null when nobody ever raised it. */
  raisedUntil?: Date | null
  /** Nothing of it counts any more from then on: the database forgets it. */
  endsAt: Date
}

const spentSchema = new Schema<Spent>(
  {
    key: { type: String, required: true },
    cost: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const spendingSchema = new Schema<Spending>(
  {
    _id: { type: String, required: true },
    seen: { type: [spentSchema], required: true },
    hour: { type: Number, required: true },
    day: { type: Number, required: true },
    month: { type: Number, required: true },
    raisedUntil: { type: Date, default: null },
    endsAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
spendingSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 })

export const spendings = collection('spendings', spendingSchema)
