import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Children of one authority; null: of none. */
export interface AuthorityCoverage {
  authority: string | null
  /** In the order of COVERAGE_CELLS. */
  counts: number[]
  /** How many there are, and then in the order of SOURCES of how many each has said anything. */
  sources: number[]
}

/** What was counted last, as one document: it is replaced as a whole. */
export interface Coverage {
  _id: 'last'
  /** When counting began. */
  at: Date
  rows: AuthorityCoverage[]
}

const rowSchema = new Schema<AuthorityCoverage>(
  {
    authority: { type: String, default: null },
    counts: { type: [Number], required: true },
    sources: { type: [Number], required: true },
  },
  { _id: false },
)

const coverageSchema = new Schema<Coverage>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    rows: { type: [rowSchema], required: true },
  },
  { versionKey: false, strict: 'throw' },
)

export const coverages = collection('coverages', coverageSchema)
