import { collection, type JsonSchema } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { ENDING_FIELDS, LINK_DECISIONS, type LinkDecisionKind } from '@contactpoint/contracts'
import { FED_SHAPES } from '../children/fed-shapes.rules.ts'
import { MOST_TOLD, type Telling } from '../children/said.rules.ts'

/** A record of a source: which child it is, and what it has said of it. Written with the child, in one transaction. */
export interface SourceRecord {
  /** `<source>:<recordId>`. */
  _id: string
  /** Null while the record is parked and belongs to nobody yet. */
  childId: string | null
  /** Version of the last row that was taken in. */
  version: string
  /** SHA-256 of that row's content without its version, hex; null where it was taken in before this was kept. */
  contentHash: string | null
  /** The row itself, so that it gets the same fate when it is delivered again after a crash. */
  batchId: string
  row: number
  fate: 'created' | 'updated' | 'unchanged' | 'parked'
  /** Why a person must decide; null when nothing is open. What such a row says is not among what was told. */
  parked: string | null
  /** What it has said of the child, the newest last. */
  told: Telling[]
  /** What the row says that waits; null where nothing waits, or what waits can only be left. */
  waiting: WaitingRow | null
  /** SHA-256 of the content that officers have last left out, hex: said again, it asks nobody again. */
  left: string | null
  /** What a data steward is asked of the row that waits, or of one that was drawn and does not wait; null where nobody is. */
  question: Question | null
  /** Who somebody said the record is, see `identityOf`: while its rows say that they are of this person, no rule judges them again. */
  decided: string | null
  /** The answer by which that was decided; missing: nobody has said anything. */
  answer?: StandingAnswer
}

/** What a row says that waits. */
export interface WaitingRow extends Telling {
  /** Rows of the record that waited for officers when it came, the newest last: they wait again where it is taken back. Missing: none did. */
  earlier?: Telling[]
}

/** What was said last of a record, and not taken back. */
export interface StandingAnswer {
  /** Of its question. */
  id: string
  /** Ids of the children that it is none of, where it is nobody's. */
  not: string[]
}

/** Whom a row is about, for a person to say. */
export interface Question {
  /** Random: no number of a child. */
  id: string
  askedAt: Date
  /** Where the row says that whoever it is about lives, if it tells nothing of that to keep: an authority's row does not. */
  postcode?: string
  /** What finds it when others say what may settle it; missing: its own record and people alone do. */
  keys?: string[]
  /** Version of the model that has decided about the row; missing: no model has. */
  model?: number
  /** What it decided, where the row was drawn by lot to see how well it does. */
  sampled?: LinkDecisionKind
  /** Whose the record was by what the model decided, where a person has taken it from there. */
  joined?: string
  /** Person id of who looks at it, until then. */
  holder: string | null
  heldUntil: Date | null
  /** Ids of the children whom whoever has read it last was shown; missing: nobody has, since it says what it says. */
  shown?: string[]
}

const sourceRecordSchema = new Schema<SourceRecord>(
  {
    _id: { type: String, required: true },
    childId: { type: String, default: null },
    version: { type: String, required: true },
    contentHash: { type: String, default: null },
    batchId: { type: String, required: true },
    row: { type: Number, required: true },
    fate: { type: String, required: true },
    parked: { type: String, default: null },
    told: { type: [Schema.Types.Mixed], required: true } as never,
    waiting: { type: Schema.Types.Mixed, default: null } as never,
    left: { type: String, default: null },
    question: {
      type: new Schema<Question>(
        {
          id: { type: String, required: true },
          askedAt: { type: Date, required: true },
          postcode: { type: String },
          keys: { type: [String], default: undefined },
          model: { type: Number },
          sampled: { type: String, enum: LINK_DECISIONS },
          joined: { type: String },
          holder: { type: String, default: null },
          heldUntil: { type: Date, default: null },
          shown: { type: [String], default: undefined },
        },
        { _id: false },
      ),
      default: null,
    },
    decided: { type: String, default: null },
    answer: {
      type: new Schema<StandingAnswer>(
        { id: { type: String, required: true }, not: { type: [String], required: true } },
        { _id: false },
      ),
    },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
sourceRecordSchema.index({ childId: 1 })
sourceRecordSchema.index({ parked: 1 }, { partialFilterExpression: { parked: { $type: 'string' } } })
sourceRecordSchema.index(
  { 'question.id': 1 },
  { unique: true, partialFilterExpression: { 'question.id': { $type: 'string' } } },
)
sourceRecordSchema.index({ 'question.keys': 1 }, { partialFilterExpression: { 'question.keys': { $type: 'string' } } })
sourceRecordSchema.index({ 'question.askedAt': 1 }, { partialFilterExpression: { 'question.id': { $type: 'string' } } })

const text: JsonSchema = { bsonType: 'string' }
const number: JsonSchema = { bsonType: 'number' }
const delivery: Record<string, JsonSchema> = {
  ...{ version: text, asOf: text, batchId: text, row: number, line: number },
  ...{ contentHash: { bsonType: ['string', 'null'] }, time: { bsonType: 'date' } },
}
const telling = (bsonType: JsonSchema['bsonType'], more: Record<string, JsonSchema> = {}): JsonSchema => ({
  bsonType,
  properties: {
    ...more,
    ...delivery,
    said: { bsonType: 'object', properties: FED_SHAPES },
    ended: { bsonType: 'array', items: { enum: [...ENDING_FIELDS] } },
    again: { bsonType: ['object', 'null'], properties: delivery },
  },
})

const tellings: JsonSchema = { bsonType: 'array', maxItems: MOST_TOLD, items: telling('object') }

export const sourceRecords = collection('source_records', sourceRecordSchema, {
  refine: {
    told: tellings,
    waiting: telling(['object', 'null'], { earlier: tellings }),
  },
})
