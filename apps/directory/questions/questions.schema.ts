import { LINK_ANSWERS, type LinkAnswer } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { SourceRecord } from '../linking/linking.schema.ts'

/** What somebody said of a row, with all that is needed to take it back. */
export interface LinkDecision {
  /** Of the question. */
  _id: string
  /** Of the source's record, see `SourceRecord`. */
  recordId: string
  answer: Exclude<LinkAnswer, 'unsure'>
  /** Whom the record is about since; null: nobody, of a source that tells only of children whom others have told of. */
  childId: string | null
  /** Person id. */
  by: string
  at: Date
  /** The record as it waited. */
  before: SourceRecord
  /** Id of what the record had told of another child: kept apart, for that child goes on knowing it. */
  kept: string | null
  undone: { by: string; at: Date } | null
}

const decisionSchema = new Schema<LinkDecision>(
  {
    _id: { type: String, required: true },
    recordId: { type: String, required: true },
    answer: { type: String, enum: LINK_ANSWERS, required: true },
    childId: { type: String, default: null },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    before: { type: Schema.Types.Mixed, required: true },
    kept: { type: String, default: null },
    undone: {
      type: new Schema({ by: { type: String, required: true }, at: { type: Date, required: true } }, { _id: false }),
      default: null,
    },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)

export const linkDecisions = collection('link_decisions', decisionSchema, {
  refine: { before: { bsonType: 'object' } },
})
