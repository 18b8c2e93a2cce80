import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** How far it was looked for duplicates, as one document. */
export interface Look {
  _id: 'look'
  /** Day of birth up to which all were looked at, `YYYY-MM-DD`; empty before the first. */
  day: string
  /** Not before then is anybody looked at again. */
  nextAt: Date
}

const lookSchema = new Schema<Look>(
  {
    _id: { type: String, required: true },
    day: { type: String, default: '' },
    nextAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)

export const duplicateLooks = collection('duplicate_looks', lookSchema)
