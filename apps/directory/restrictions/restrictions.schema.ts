import { GENDERS, type Gender } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { Name } from '../children/children.schema.ts'

/** A child that is or was restricted, as the near test looks at it. */
export interface RestrictedChild {
  /** Child id. */
  _id: string
  /** Grows over all restricted children with each change of one: whoever has read up to one reads what came after it. */
  sequence: number
  /** False after the shield was lifted. */
  restricted: boolean
  name: Name
  dateOfBirth: string
  gender: Gender
  /** What the shield hides, former values included: see `hiddenFactsOf` of the matching library. */
  facts: string[]
}

/** Moves and new numbers of one child; the oldest go first. */
export const MOST_FACTS = 200

const restrictedChildSchema = new Schema<RestrictedChild>(
  {
    _id: { type: String, required: true },
    sequence: { type: Number, required: true },
    restricted: { type: Boolean, required: true },
    name: {
      type: new Schema<Name>(
        { given: { type: [String], required: true }, family: { type: String, required: true } },
        { _id: false },
      ),
      required: true,
    },
    dateOfBirth: { type: String, required: true },
    gender: { type: String, required: true },
    facts: { type: [String], required: true },
  },
  { versionKey: false, strict: 'throw' },
)
restrictedChildSchema.index({ sequence: 1 }, { unique: true })

export const restrictedChildren = collection('restricted_children', restrictedChildSchema, {
  refine: {
    'name.given': { maxItems: 10 },
    gender: { enum: [...GENDERS] },
    facts: { maxItems: MOST_FACTS, items: { bsonType: 'string', maxLength: 2_000 } },
  },
})
