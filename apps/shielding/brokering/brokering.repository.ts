import { Injectable } from '@nestjs/common'
import type { BrokerOutcome } from '@contactpoint/contracts'
import { InjectCollection, isDuplicate } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { brokerRequests, type NewRequest, type RequestNow, type StoredRequest } from './brokering.schema.ts'

const WEEK = { unit: 'week', amount: 1 }
/** An asker learns what came of it in this time; afterwards the log alone knows. */
const KEPT = { unit: 'week', amount: 13 }
const IS_LATE = { $and: [{ $eq: ['$state', 'open'] }, { $lt: ['$dueAt', '$$NOW'] }] }

/** The authorities of a desk: one, or all but those that have a desk of their own. */
type Of = { is: string } | { isNone: string[] }

@Injectable()
export class BrokeringRepository {
  constructor(@InjectCollection(brokerRequests) private readonly requests: Model<StoredRequest>) {}

  async find(requestId: string): Promise<RequestNow | null> {
    return (await this.now({ _id: requestId }, { _id: 1 }, 1))[0] ?? null
  }

  async findOpen(personId: string, childId: string): Promise<StoredRequest | null> {
    return this.requests.findOne({ personId, childId, state: 'open' }).lean<StoredRequest>()
  }

  /** The oldest first. */
  async findOpenOf(of: Of, most: number): Promise<RequestNow[]> {
    const authority = 'is' in of ? of.is : { $nin: of.isNone }
    return this.now({ state: 'open', authority }, { askedAt: 1, _id: 1 }, most)
  }

  /** Of one asker: open ones first, then the latest. */
  async findBy(personId: string, most: number): Promise<RequestNow[]> {
    return this.now({ personId }, { state: -1, askedAt: -1, _id: 1 }, most)
  }

  /** Answered within a week, the latest first. */
  async findAnsweredBy(personId: string, most: number): Promise<RequestNow[]> {
    const aWeekAgo = { $dateSubtract: { startDate: '$$NOW', ...WEEK } }
    const isLately = { $expr: { $gt: ['$answeredAt', aWeekAgo] } }
    return this.now({ personId, state: 'answered', ...isLately }, { answeredAt: -1, _id: 1 }, most)
  }

  /** Open ones of all desks, by id. */
  async findOpenAfter(requestId: string, most: number): Promise<StoredRequest[]> {
    return this.requests
      .find({ state: 'open', _id: { $gt: requestId } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<StoredRequest[]>()
  }

  /** @returns false when the asker has one open about this child */
  async add({ _id, ...request }: NewRequest): Promise<boolean> {
    const times = { askedAt: '$$NOW', dueAt: { $dateAdd: { startDate: '$$NOW', ...WEEK } } }
    try {
      await this.requests.updateOne({ _id }, [{ $set: { ...literal(request), ...times } }], {
        upsert: true,
        updatePipeline: true,
      })
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** @returns false when it is not open any more */
  async answer(requestId: string, outcome: BrokerOutcome, answeredBy: string): Promise<boolean> {
    const times = { answeredAt: '$$NOW', endsAt: { $dateAdd: { startDate: '$$NOW', ...KEPT } } }
    const { matchedCount } = await this.requests.updateOne(
      { _id: requestId, state: 'open' },
      [{ $set: { ...literal({ state: 'answered', outcome, answeredBy }), ...times } }],
      { updatePipeline: true },
    )
    return matchedCount === 1
  }

  async setAuthority(requestId: string, authority: string | null): Promise<void> {
    await this.requests.updateOne({ _id: requestId }, { $set: { authority } })
  }

  /** How many are late. */
  async countLate(): Promise<number> {
    return this.requests.countDocuments({ state: 'open', $expr: IS_LATE })
  }

  private now(filter: object, sort: Record<string, 1 | -1>, most: number): Promise<RequestNow[]> {
    return this.requests.aggregate<RequestNow>([
      { $match: filter },
      { $sort: sort },
      { $limit: most },
      { $set: { isLate: IS_LATE } },
    ])
  }
}

/** Values as they are, none of them taken for a word of the pipeline. */
function literal(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value as unknown }]))
}
