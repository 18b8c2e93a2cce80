import { Injectable } from '@nestjs/common'
import type { ProposalState } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { proposals, type NewProposal, type Proposal, type ProposalAtWork } from './proposals.schema.ts'

const WEEK = { unit: 'week', amount: 1 }

@Injectable()
export class ProposalsRepository {
  constructor(@InjectCollection(proposals) private readonly proposals: Model<Proposal>) {}

  async findOpen(childId: string): Promise<Proposal | null> {
    return this.proposals.findOne({ childId, state: 'open' }).lean<Proposal>()
  }

  /** Open ones of a desk, and what is offered to its authorities; what is due first at the top. */
  async findAtWork(from: string, of: { is: string } | { isNone: string[] }, most: number): Promise<ProposalAtWork[]> {
    const authority = 'is' in of ? of.is : { $nin: [...of.isNone, null] }
    return this.proposals.aggregate<ProposalAtWork>([
      { $match: { state: 'open', $or: [{ from }, { kind: 'handover', authority }] } },
      { $sort: { dueAt: 1, _id: 1 } },
      { $limit: most },
      { $set: { isLate: { $lt: ['$dueAt', '$$NOW'] } } },
    ])
  }

  /** @throws a duplicate while another is open about this child; see `isDuplicate` */
  async add(_id: string, proposal: NewProposal): Promise<Proposal> {
    const times = { proposedAt: '$$NOW', dueAt: { $dateAdd: { startDate: '$$NOW', ...WEEK } } }
    const added = await this.proposals
      .findOneAndUpdate({ _id }, [{ $replaceWith: { $mergeObjects: ['$$ROOT', { $literal: proposal }, times] } }], {
        ...{ upsert: true, updatePipeline: true, returnDocument: 'after' },
      })
      .lean<Proposal>()
    return added!
  }

  /** @returns false when somebody else has ended it */
  async end(proposalId: string, state: Exclude<ProposalState, 'open'>, endedBy: string): Promise<boolean> {
    const { matchedCount } = await this.proposals.updateOne(
      { _id: proposalId, state: 'open' },
      { $set: { state, endedBy } },
    )
    return matchedCount === 1
  }

  /** Ends whatever is open that has any of these children in any of these places. */
  async refuseAll(places: readonly ('childId' | 'otherChildId')[], childIds: string[], endedBy: string): Promise<void> {
    const isAbout = { $or: places.map((place) => ({ [place]: { $in: childIds } })) }
    await this.proposals.updateMany({ state: 'open', ...isAbout }, { $set: { state: 'refused', endedBy } })
  }
}
