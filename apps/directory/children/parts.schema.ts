import { collection } from '@contactpoint/mongo'
import type { Schema } from 'mongoose'
import { CHILD_SHAPE, childSchema, type Child, type ChildDocument } from './children.schema.ts'

/**
 * One of the records that a child was merged of, as its own sources say it: they go on writing it, so that it can be given back exactly.
 * The survivor has one of its own.
 */
export interface Part {
  /** Id of the child that goes on. */
  into: string
  record: Child
}

/** As it is stored: a child, under the id it had, and what it is part of. */
export type PartDocument = ChildDocument & { into: string }

const partSchema = (childSchema.clone() as unknown as Schema<PartDocument>).add({
  into: { type: String, required: true },
})
partSchema.clearIndexes()
partSchema.index({ into: 1 })
partSchema.index({ linkKeys: 1 })

export const parts = collection('parts', partSchema, { refine: CHILD_SHAPE })
