import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** How many people of an authority were to be trained, by week, as somebody planned it then. The last one counts. */
export interface Plan {
  _id: string
  authority: string
  /** `YYYY-MM-DD`, Mondays, in order. */
  weeks: { week: string; people: number }[]
  by: string
  at: Date
}

const weekSchema = new Schema<Plan['weeks'][number]>(
  { week: { type: String, required: true }, people: { type: Number, required: true } },
  { _id: false, strict: 'throw' },
)

const planSchema = new Schema<Plan>(
  {
    _id: { type: String, required: true },
    authority: { type: String, required: true },
    weeks: { type: [weekSchema], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
planSchema.index({ authority: 1, at: -1 })

export const trainingPlans = collection('training_plans', planSchema, { appendOnly: true })
