import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What the entries of a day, or of a month, say of one organisation or of all: how often each combination was there of what they say in clear. */
export interface FigureCountsDocument {
  _id: string
  /** A day `YYYY-MM-DD` or a month `YYYY-MM`, UTC. */
  when: string
  /** Null: all of them. */
  organisation: string | null
  /** By cell; see `counting.rules.ts`. */
  counts: Record<string, number>
  /** By hour and column, of days of all organisations. */
  hours?: Record<string, number>
}

/**
 * Who did how much on one day, or in one month, packed: numbers of those who did anything and their counts (`packing.rules.ts`). A year of everybody is some
 * tens of megabytes so, and is added up faster than as many million documents are found.
 */
export interface FigureColumnDocument {
  _id: string
  column: string
  /** A day or a month, as above. */
  when: string
  /** Which numbers it is of. */
  block: number
  rows: Buffer
}

/** Whom a number in a column stands for. */
export interface FigureNameDocument {
  /** SHA-256 of what follows, hex. */
  _id: string
  column: string
  /** Contiguous from 0 in its column. */
  number: number
  /** Null: the organisation itself. */
  personId: string | null
  organisation: string
}

/** How many names a column has. */
export interface NamedColumn {
  column: string
  names: number
}

/** How far the figures have followed a log. Written in the transaction that counts, so that nothing is counted twice or never. */
export interface FigurePositionDocument {
  /** The log's short name. */
  _id: string
  /** Index of the next entry to be counted. */
  counted: number
  /** `emptying`: what was counted is being forgotten, to count anew. */
  state: 'counting' | 'emptying'
  /** How often it was counted anew: who has a number is another one then. Absent: never. */
  rebuilds?: number
  columns: NamedColumn[]
}

const strict = { versionKey: false, strict: 'throw' } as const
const text = { type: String, required: true }
const number = { type: Number, required: true }

const numbers = { type: Map, of: Number } as never

const countsSchema = new Schema<FigureCountsDocument>(
  { _id: text, when: text, organisation: { type: String, default: null }, counts: numbers, hours: numbers },
  strict,
)
countsSchema.index({ organisation: 1, when: 1 })
// A check reads all of a day.
countsSchema.index({ when: 1 })

const columnSchema = new Schema<FigureColumnDocument>(
  { _id: text, column: text, when: text, block: number, rows: { type: Buffer, required: true } },
  strict,
)
columnSchema.index({ column: 1, when: 1 })
columnSchema.index({ when: 1 })

const nameSchema = new Schema<FigureNameDocument>(
  { _id: text, column: text, number, personId: { type: String, default: null }, organisation: { type: String } },
  strict,
)
nameSchema.index({ column: 1, number: 1 }, { unique: true })
// All that is asked of an organisation stands in it.
nameSchema.index({ column: 1, organisation: 1, number: 1 })

const positionSchema = new Schema<FigurePositionDocument>(
  {
    _id: text,
    counted: number,
    state: { type: String, enum: ['counting', 'emptying'], required: true },
    rebuilds: { type: Number },
    columns: { type: [new Schema<NamedColumn>({ column: text, names: number }, { _id: false })], required: true },
  },
  strict,
)

/** Longer than any text of a document may be by itself: a day beside the name of an organisation. */
const LONGEST_ID = 240

const counted = { additionalProperties: { bsonType: 'number' } }

export const figureCounts = collection('figure_counts', countsSchema, {
  refine: { _id: { maxLength: LONGEST_ID }, counts: counted, hours: counted },
})
export const figureColumns = collection('figure_columns', columnSchema)
export const figureNames = collection('figure_names', nameSchema)
export const figurePositions = collection('figure_positions', positionSchema)
