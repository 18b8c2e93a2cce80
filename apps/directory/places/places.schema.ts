import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { PlaceKind } from '@contactpoint/contracts'

export interface PlaceDocument {
  /** A school's URN, an authority's DfE code, or the ODS code of a GP practice. */
  _id: string
  kind: PlaceKind
  name: string
  /** Lower case, to find by its start. */
  sortName: string
  /** Lines of its address, where the list has them. */
  lines: string[]
  town: string | null
  postcode: string | null
  /** DfE code of the authority a school is in. */
  authority: string | null
}

const placeSchema = new Schema<PlaceDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    name: { type: String, required: true },
    sortName: { type: String, required: true },
    lines: { type: [String], default: [] },
    town: { type: String, default: null },
    postcode: { type: String, default: null },
    authority: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
placeSchema.index({ kind: 1, sortName: 1 })

export const places = collection('places', placeSchema, { refine: { lines: { maxItems: 5 } } })
