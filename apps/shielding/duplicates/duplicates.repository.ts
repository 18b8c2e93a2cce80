import { Injectable } from '@nestjs/common'
import type { FoundBy } from '@contactpoint/contracts'
import { InjectCollection, isDuplicate } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Model } from 'mongoose'
import { duplicatePairs, type DuplicatePair, type SaidBy } from './duplicates.schema.ts'

/** What a pair is once nothing of it is decided. */
const OPEN = { state: 'open', said: null, joined: null } as const

@Injectable()
export class DuplicatesRepository {
  constructor(@InjectCollection(duplicatePairs) private readonly pairs: Model<DuplicatePair>) {}

  find(duplicateId: string): Promise<DuplicatePair | null> {
    return this.pairs.findById(duplicateId).lean<DuplicatePair>().exec()
  }

  /** @param childIds in the order of their letters */
  findOf([one, other]: readonly string[]): Promise<DuplicatePair | null> {
    return this.pairs.findOne({ 'childIds.0': one!, 'childIds.1': other! }).lean<DuplicatePair>().exec()
  }

  /** A pair of one of these and one of those of which somebody has said that they are two. */
  findDifferent(ones: string[], others: string[]): Promise<DuplicatePair | null> {
    const orders = [ones, others].map((first) => {
      return { 'childIds.0': { $in: first }, 'childIds.1': { $in: first === ones ? others : ones } }
    })
    return this.pairs.findOne({ state: 'different', $or: orders }).lean<DuplicatePair>().exec()
  }

  /** Those that wait longest first, but for what this person has said. @param after so many of them */
  findOpen(identity: string, most: number, after: number): Promise<DuplicatePair[]> {
    const open = { state: 'open' as const, 'said.identity': { $ne: identity } }
    return this.pairs.find(open).sort({ askedAt: 1, _id: 1 }).skip(after).limit(most).lean<DuplicatePair[]>().exec()
  }

  /** The pair as it is kept, made where there is none. @param childIds in the order of their letters */
  async findOrAdd(childIds: string[], foundBy: FoundBy): Promise<DuplicatePair> {
    const found = await this.findOf(childIds)
    if (found) return found
    try {
      return await this.add(childIds, foundBy)
    } catch (error) {
      // Two at once.
      if (!isDuplicate(error)) throw error
      return (await this.findOf(childIds))!
    }
  }

  private async add(childIds: string[], foundBy: FoundBy): Promise<DuplicatePair> {
    const _id = randomUUID()
    const fresh = { $literal: { _id, childIds, foundBy, ...OPEN, decidedBy: null } }
    const added = await this.pairs
      .findOneAndUpdate({ _id }, [{ $replaceWith: { $mergeObjects: [fresh, { askedAt: '$$NOW' }] } }], {
        ...{ upsert: true, updatePipeline: true, returnDocument: 'after' },
      })
      .lean<DuplicatePair>()
    return added!
  }

  /** Notes the first of two who say that they are one. @returns false where somebody has said so of the pair, or it is decided */
  async say(duplicateId: string, said: SaidBy): Promise<boolean> {
    const onlyOfRows = { 'said.identity': said.identity, 'said.linkIds': { $exists: true } }
    const open = { _id: duplicateId, state: 'open', $or: [{ said: null }, onlyOfRows] }
    return this.change(open, { said, decidedBy: said.personId })
  }

  /** The same of somebody who has said so by an answer about a row. */
  async sayBy(linkId: string, duplicateId: string, { personId, identity }: SaidBy): Promise<void> {
    const open = { _id: duplicateId, state: 'open' as const }
    const said = { personId, identity, linkIds: [linkId] }
    if (await this.change({ ...open, said: null }, { said, decidedBy: personId })) return
    const saidByRows = { 'said.identity': identity, 'said.linkIds': { $exists: true } }
    await this.pairs.updateOne({ ...open, ...saidByRows }, { $addToSet: { 'said.linkIds': linkId } })
  }

  /** Takes off what was said by an answer about a row; who has said so in other ways too says so still. */
  async unsay(linkId: string): Promise<void> {
    const left = { $setDifference: ['$said.linkIds', [linkId]] }
    const said = { $cond: [{ $eq: [left, []] }, null, { $mergeObjects: ['$said', { linkIds: left }] }] }
    await this.pairs.updateMany({ 'said.linkIds': linkId }, [{ $set: { said } }], { updatePipeline: true })
  }

  /** @returns false where it was decided meanwhile */
  async part(duplicateId: string, decidedBy: string): Promise<boolean> {
    return this.change({ _id: duplicateId, state: 'open' }, { state: 'different', said: null, joined: null, decidedBy })
  }

  /** @param said who has said so first, and still does @returns false where it was decided meanwhile, or they do no more */
  async merge({ _id, said }: DuplicatePair, joined: string, decidedBy: string): Promise<boolean> {
    const open = { _id, state: 'open', 'said.identity': said!.identity }
    return this.change(open, { state: 'merged', said: null, joined, decidedBy })
  }

  /** @returns false where it is no more as it was read */
  async open({ _id, state }: DuplicatePair, decidedBy: string): Promise<boolean> {
    return this.change({ _id, state }, { ...OPEN, decidedBy })
  }

  /** Behind the others: somebody else may know. Whoever cannot say does not say any more that they are one. */
  async putBack(duplicateId: string, identity: string): Promise<void> {
    const said = { $cond: [{ $eq: ['$said.identity', { $literal: identity }] }, null, '$said'] }
    await this.pairs.updateOne({ _id: duplicateId, state: 'open' }, [{ $set: { askedAt: '$$NOW', said } }], {
      updatePipeline: true,
    })
  }

  private async change(filter: Record<string, unknown>, change: Partial<DuplicatePair>): Promise<boolean> {
    const { matchedCount } = await this.pairs.updateOne(filter, { $set: change })
    return matchedCount === 1
  }
}
