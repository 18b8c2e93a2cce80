import { GENDERS, NEAR_CODES, NEAR_EFFECTS, NEAR_KINDS, NEAR_STATES } from '@contactpoint/contracts'
import type { Gender, NearCode, NearEffect, NearKind, NearState } from '@contactpoint/contracts'
import { MOST_FACTS } from '@contactpoint/matching'
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
  /** What records say of themselves that are unseen for looking like it: they may be its own. See `LookalikesService`. */
  alike: string[]
  /**
   * That it was counted, see `RestrictionCount`. A version of this service that does not count is refused by the store: beside it,
   * records would be written as seen that a restriction of the same moment never finds.
   */
  counted: true
  /** Times that somebody went by whether it is restricted: a write of it at the same moment comes before or after. Absent: nobody has. */
  looks?: number
}

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
    alike: { type: [String], required: true },
    counted: { type: Boolean, required: true } as never,
    looks: { type: Number },
  },
  { versionKey: false, strict: 'throw' },
)
restrictedChildSchema.index({ sequence: 1 }, { unique: true })

const FACTS = { maxItems: MOST_FACTS, items: { bsonType: 'string', maxLength: 2_000 } }

export const restrictedChildren = collection('restricted_children', restrictedChildSchema, {
  refine: {
    'name.given': { maxItems: 10 },
    gender: { enum: [...GENDERS] },
    counted: { enum: [true] },
    facts: FACTS,
    alike: FACTS,
  },
})

/**
 * A count of all writes of restricted children. Each write of one counts in all of them, and whoever writes records as seen beside the restricted
 * children of then counts as a look in any one: so of two at the same moment one starts over, and sees the other, but two looks rarely meet.
 */
export interface RestrictionCount {
  _id: number
  /** The last number that a restricted child was written with; 0: none ever was. */
  sequence: number
  looks: number
}

export const COUNTS = 16

const restrictionCountSchema = new Schema<RestrictionCount>(
  {
    _id: { type: Number, required: true },
    sequence: { type: Number, required: true },
    looks: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
)

export const restrictionCounts = collection('restriction_counts', restrictionCountSchema)

/** What a restricted child does to another record: it is invisible, or covered, while any such row of it is `open`; of `told` it stays as it is. */
export interface NearRow {
  /** `<restricted>:<other>:<effect>`, with child ids. */
  _id: string
  restricted: string
  other: string
  effect: NearEffect
  common: NearKind[]
  state: NearState
  /** What the near test saw of the other when this was decided, hashed: a decision holds while that stays so. */
  seen: string | null
  code: NearCode | null
  /** Person id. */
  by: string | null
  at: Date | null
}

const nearRowSchema = new Schema<NearRow>(
  {
    _id: { type: String, required: true },
    restricted: { type: String, required: true },
    other: { type: String, required: true },
    effect: { type: String, enum: NEAR_EFFECTS, required: true },
    common: { type: [String], enum: NEAR_KINDS, required: true },
    state: { type: String, enum: NEAR_STATES, required: true },
    seen: { type: String, default: null },
    code: { type: String, enum: [...NEAR_CODES, null], default: null },
    by: { type: String, default: null },
    at: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
nearRowSchema.index({ restricted: 1, state: 1 })
nearRowSchema.index({ other: 1, state: 1 })

export const nearRows = collection('near_rows', nearRowSchema, { refine: { common: { maxItems: NEAR_KINDS.length } } })
