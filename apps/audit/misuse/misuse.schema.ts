import { MISUSE_RULES } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { MOST_KEYS, type PersonCounts } from './noticing.rules.ts'

/** What is counted of one person, as far as rules count. */
export interface PersonCountsDocument {
  /** Who it is, whichever account they use. */
  _id: string
  counts: PersonCounts
}

/** How far the rules have read a log. */
export interface MisusePositionDocument {
  _id: string
  /** Entries before this index were judged. */
  judged: number
}

const anything = { type: Schema.Types.Mixed, required: true }

const countsSchema = new Schema<PersonCountsDocument>(
  { _id: { type: String, required: true }, counts: anything },
  { versionKey: false, strict: 'throw' },
)

const positionSchema = new Schema<MisusePositionDocument>(
  { _id: { type: String, required: true }, judged: { type: Number, required: true } },
  { versionKey: false, strict: 'throw' },
)

const occurrences = {
  bsonType: 'object',
  required: ['when', 'count'],
  additionalProperties: false,
  properties: {
    when: { bsonType: 'string', maxLength: 10 },
    count: { bsonType: 'number' },
    keys: { bsonType: 'array', maxItems: MOST_KEYS, items: { bsonType: 'string' } },
  },
}
const counts = {
  bsonType: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(MISUSE_RULES.map((rule) => [rule, occurrences])),
}

export const misuseCounts = collection('misuse_counts', countsSchema, { refine: { counts } })

export const misusePositions = collection('misuse_positions', positionSchema)
