import { WATCH_KINDS, type WatchKind } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A child each access to whom is looked at. Which child that is, only its key tells: destroying that forgets it here too. */
export interface WatchDocument {
  /** Id of the child's key, as entries name it. */
  _id: string
  kind: WatchKind
  /** The child's id, sealed with its key. */
  sealed: Buffer
  since: Date
}

const watchSchema = new Schema<WatchDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: WATCH_KINDS, required: true },
    sealed: { type: Buffer, required: true },
    since: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
watchSchema.index({ since: -1 })

export const watchedChildren = collection('watched_children', watchSchema)
