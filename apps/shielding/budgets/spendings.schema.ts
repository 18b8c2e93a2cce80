import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { Budget } from './policy.rules.ts'

/** What searches within five minutes cost. */
export interface Searches {
  cost: number
  /** When the last of them was made, on the database server's clock. */
  at: Date
}

/** What one person has spent in the last thirty days: made the first time they see a child. */
export interface Spending extends Budget {
  /** Identity: one for all accounts of a person. */
  _id: string
  /** When each child was last seen, on the database server's clock, by child id. */
  seen?: Record<string, Date>
  /** By the number of the five minutes. */
  searches?: Record<string, Searches>
  /**
   * `hour`, `day` and `month` are what was spent since they were last counted exactly, and what had been then: never less than
   * what they are now.
   */
  hour: number
  day: number
  month: number
  /** Until then the budget is raised; null when nobody ever raised it. */
  raisedUntil?: Date | null
  /** Nothing of it counts any more from then on: the database forgets it. */
  endsAt: Date
}

const spendingSchema = new Schema<Spending>(
  {
    _id: { type: String, required: true },
    seen: { type: Schema.Types.Mixed },
    searches: { type: Schema.Types.Mixed },
    hour: { type: Number, required: true },
    day: { type: Number, required: true },
    month: { type: Number, required: true },
    raisedUntil: { type: Date, default: null },
    endsAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
spendingSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 })

export const spendings = collection('spendings', spendingSchema, {
  refine: {
    seen: { bsonType: 'object', additionalProperties: { bsonType: 'date' } },
    searches: {
      bsonType: 'object',
      additionalProperties: {
        bsonType: 'object',
        properties: { cost: { bsonType: 'number' }, at: { bsonType: 'date' } },
        additionalProperties: false,
      },
    },
  },
})
