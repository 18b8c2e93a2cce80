import { collection, type JsonSchema } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { children } from '../children/children.schema.ts'
import { FED_FIELDS } from '../children/fed-fields.rules.ts'
import { MOST_STATEMENTS, type Word } from '../children/said.rules.ts'

/** A record of a source: which child it is, and what it has said of it. Written with the child, in one transaction. */
export interface SourceRecord extends Word {
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
  /** Why a person must decide; null when nothing is open. What such a row says is not among what was said. */
  parked: string | null
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
    said: { type: Schema.Types.Mixed, required: true },
    deliveries: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
sourceRecordSchema.index({ childId: 1 })
sourceRecordSchema.index({ parked: 1 }, { partialFilterExpression: { parked: { $type: 'string' } } })

const text: JsonSchema = { bsonType: 'string' }

/** What is said of a thing is of the shape in which a child has it, or nothing (I6). */
function statements(value: JsonSchema): JsonSchema {
  const types = [value.bsonType ?? 'object'].flat()
  const orNull = { ...value, bsonType: [...new Set([...types, 'null'])] }
  const orNone = value.enum ? { enum: [...new Set([...value.enum, null])] } : orNull
  return {
    bsonType: 'array',
    maxItems: MOST_STATEMENTS,
    items: { bsonType: 'object', properties: { value: orNone, by: text } },
  }
}

const shapes = children.jsonSchema.properties!

export const sourceRecords = collection('source_records', sourceRecordSchema, {
  refine: {
    said: {
      bsonType: 'object',
      properties: Object.fromEntries(FED_FIELDS.map((field) => [field, statements(shapes[field]!)])),
    },
    deliveries: {
      bsonType: 'array',
      maxItems: MOST_STATEMENTS * FED_FIELDS.length,
      items: {
        bsonType: 'object',
        properties: {
          version: text,
          asOf: text,
          batchId: text,
          line: { bsonType: 'number' },
          time: { bsonType: 'date' },
        },
      },
    },
  },
})
