import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  COUNTS,
  restrictedChildren,
  restrictionCounts,
  type RestrictedChild,
  type RestrictionCount,
} from './restrictions.schema.ts'

/** A child was restricted, or is no more, or something was decided about a record near it, since somebody looked: look again and start over. */
export class StaleLook extends Error {
  override readonly name = 'StaleLook'
}

@Injectable()
export class RestrictionsRepository {
  private looks = 0

  constructor(
    @InjectCollection(restrictedChildren) private readonly children: Model<RestrictedChild>,
    @InjectCollection(restrictionCounts) private readonly counts: Model<RestrictionCount>,
  ) {}

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
   * Writes it as the last change, in a transaction: of two at the same moment one is run again. So whoever sees a change has seen all
   * before it.
   *
   * @returns its number
   */
  async write(child: Omit<RestrictedChild, 'sequence' | 'counted'>): Promise<number> {
    assertInTransaction()
    await this.counts.updateMany({}, { $inc: { sequence: 1 } })
    const { sequence } = (await this.counts.findOne().lean<RestrictionCount>())!
    const { _id, ...fields } = child
    await this.children.replaceOne({ _id }, { _id, ...fields, sequence, counted: true }, { upsert: true })
    return sequence
  }

  /**
   * Whether a child is restricted, in a transaction that goes by it: whatever restricts it at the same moment, or ends that, comes before or after.
   * Null: it never was.
   */
  async stands(childId: string): Promise<boolean | null> {
    assertInTransaction()
    const child = await this.children.findOneAndUpdate({ _id: childId }, { $inc: { looks: 1 } }).lean<RestrictedChild>()
    return child?.restricted ?? null
  }

  /**
   * Holds a transaction to what was restricted when somebody looked: a restriction of the same moment comes before it, and it starts over, or
   * after it, and finds what it wrote.
   *
   * @param sequence of the last change that was seen
   * @throws StaleLook when another came since
   */
  async assertLast(sequence: number): Promise<void> {
    assertInTransaction()
    const _id = (this.looks += 1) % COUNTS
    const count = await this.counts.findOneAndUpdate({ _id }, { $inc: { looks: 1 } }).lean<RestrictionCount>()
    if (count!.sequence !== sequence) throw new StaleLook()
  }
}
