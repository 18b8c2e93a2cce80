import type { Source } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A feed supplier's system. */
export interface Client {
  _id: string
  secretHash: string
  /** The one feed it may send. */
  source: Source
  organisation: string
  /** The one authority of whose records it may send rows, where several send that feed; null, or not there: all. */
  authority?: string | null
}

const clientSchema = new Schema<Client>(
  {
    _id: { type: String, required: true },
    secretHash: { type: String, required: true },
    source: { type: String, required: true },
    organisation: { type: String, required: true },
    authority: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)

export const clients = collection('clients', clientSchema)
