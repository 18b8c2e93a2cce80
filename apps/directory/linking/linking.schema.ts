import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Which child a source's record is. Written with the child, in one transaction. */
export interface SourceLink {
  /** `<source>:<recordId>`. */
  _id: string
  /** Null while the record is parked and belongs to nobody yet. */
  childId: string | null
  /** Version of the last row that was taken in. */
  version: string
  /** SHA-256 of that row's content, hex. */
  contentHash: string
  /** The row itself, so that it gets the same fate when it is delivered again after a crash. */
  batchId: string
  row: number
  fate: 'created' | 'updated' | 'unchanged' | 'parked'
  /** Why a person must decide; null when nothing is open. */
  parked: string | null
}

const sourceLinkSchema = new Schema<SourceLink>(
  {
    _id: { type: String, required: true },
    childId: { type: String, default: null },
    version: { type: String, required: true },
    contentHash: { type: String, required: true },
    batchId: { type: String, required: true },
    row: { type: Number, required: true },
    fate: { type: String, required: true },
    parked: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
sourceLinkSchema.index({ childId: 1 })
sourceLinkSchema.index({ parked: 1 }, { partialFilterExpression: { parked: { $type: 'string' } } })

export const sourceLinks = collection('source_links', sourceLinkSchema)
