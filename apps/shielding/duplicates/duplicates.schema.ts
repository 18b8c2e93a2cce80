import { DUPLICATE_STATES, FOUND_BY, type DuplicateState, type FoundBy } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Somebody who has said that two records are of one child. */
export interface SaidBy {
  personId: string
  /** Who that is, whichever account they use. */
  identity: string
  /** Of the answers about rows by which they have said so; missing: of the pair itself. */
  linkIds?: string[]
}

/** Two records that may be of one child: a pair is kept for ever, so that what was decided of it is not asked again. */
export interface DuplicatePair {
  _id: string
  /** Ids of the two, in the order of their letters. */
  childIds: string[]
  foundBy: FoundBy
  state: DuplicateState
  /** The first of two who must say that they are one; null: nobody has yet, or they are one. */
  said: SaidBy | null
  /** Of records that became one: id of the one that is nobody's since. */
  joined: string | null
  /** Person id of who decided it last. */
  decidedBy: string | null
  /** Since when it waits, on the database server's clock. */
  askedAt: Date
}

const saidBySchema = new Schema<SaidBy>(
  {
    personId: { type: String, required: true },
    identity: { type: String, required: true },
    linkIds: { type: [String], default: undefined },
  },
  { _id: false, strict: 'throw' },
)

const pairSchema = new Schema<DuplicatePair>(
  {
    _id: { type: String, required: true },
    childIds: { type: [String], required: true },
    foundBy: { type: String, enum: FOUND_BY, required: true },
    state: { type: String, enum: DUPLICATE_STATES, required: true },
    said: { type: saidBySchema, default: null },
    joined: { type: String, default: null },
    decidedBy: { type: String, default: null },
    askedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
pairSchema.index({ 'childIds.0': 1, 'childIds.1': 1 }, { unique: true })
pairSchema.index({ 'said.linkIds': 1 }, { sparse: true })
pairSchema.index({ askedAt: 1 }, { partialFilterExpression: { state: 'open' } })

export const duplicatePairs = collection('duplicate_pairs', pairSchema)
