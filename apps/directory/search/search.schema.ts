import type { Gender } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { KeyField } from './key-visibility.rules.ts'

/** One way to find a child: one key of a family name (see `keysOfName`), with everything a search can narrow by. */
export interface SearchKey {
  childId: string
  field: KeyField
  family: string
  given: string[]
  dateOfBirth: string
  dateOfDeath: string | null
  gender: Gender
  visible: boolean
  restricted: boolean
  postcode: string | null
  addressWords: string[]
  schoolUrn: string | null
  gpPracticeCode: string | null
  carerFamilies: string[]
  phones: string[]
}

const searchKeySchema = new Schema<SearchKey>(
  {
    childId: { type: String, required: true },
    field: { type: String, required: true },
    family: { type: String, required: true },
    given: { type: [String], required: true },
    dateOfBirth: { type: String, required: true },
    dateOfDeath: { type: String, default: null },
    gender: { type: String, required: true },
    visible: { type: Boolean, required: true },
    restricted: { type: Boolean, required: true },
    postcode: { type: String, default: null },
    addressWords: { type: [String], required: true },
    schoolUrn: { type: String, default: null },
    gpPracticeCode: { type: String, default: null },
    carerFamilies: { type: [String], required: true },
    phones: { type: [String], required: true },
  },
  { versionKey: false, strict: 'throw' },
)
searchKeySchema.index({ family: 1, dateOfBirth: 1, visible: 1, restricted: 1, field: 1 })
searchKeySchema.index({ childId: 1 })

/** A name in another script is longer in Latin letters. */
const FOLDED = { maxLength: 1_000 }

export const searchKeys = collection('search_keys', searchKeySchema, {
  refine: { family: FOLDED, 'given.items': FOLDED, 'carerFamilies.items': FOLDED, 'addressWords.items': FOLDED },
})
