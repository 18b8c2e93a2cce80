import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { restrictedChildren, type RestrictedChild } from './restrictions.schema.ts'

@Injectable()
export class RestrictionsRepository {
  constructor(@InjectCollection(restrictedChildren) private readonly children: Model<RestrictedChild>) {}

  /** What changed since, in order. */
  async changesAfter(sequence: number): Promise<RestrictedChild[]> {
    return this.children
      .find({ sequence: { $gt: sequence } })
      .sort({ sequence: 1 })
      .lean<RestrictedChild[]>()
  }

  async find(childId: string): Promise<RestrictedChild | null> {
    return this.children.findById(childId).lean<RestrictedChild>()
  }

  /**
   * Writes it as the last change. Of two at the same moment one is refused (`isDuplicate`, or the transaction is run again): so
   * whoever sees a change has seen all before it.
   */
  async write(child: Omit<RestrictedChild, 'sequence'>): Promise<void> {
    const last = await this.children.findOne({}, { sequence: 1 }).sort({ sequence: -1 }).lean<RestrictedChild>()
    const { _id, ...fields } = child
    const sequence = (last?.sequence ?? 0) + 1
    await this.children.replaceOne({ _id }, { _id, ...fields, sequence }, { upsert: true })
  }
}
