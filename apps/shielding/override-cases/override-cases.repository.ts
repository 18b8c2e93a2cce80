import { Injectable } from '@nestjs/common'
import {
  ANSWER_TIMES,
  NATIONAL_DESK,
  type AnswerTime,
  type CountedRow,
  type OverrideState,
  type ReadAnswerFigure,
} from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { ATTEMPT_MINUTES, MOST_FAILURES, type ExactRate } from './override-cases.rules.ts'
import { overrideCases, type CaseNow, type NewCase, type StoredCase } from './override-cases.schema.ts'

/** Whose attempt it is, and about which child. */
export type Attempt = Pick<StoredCase, '_id' | 'childId' | 'personId' | 'sessionId'>

const RATES_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

/** 1 for what took so long. */
const IS = (took: AnswerTime): object => ({ $cond: [{ $eq: ['$took', took] }, 1, 0] })

/** Whether so much has passed since the case was opened, by the database server's clock. @param amount a number, or the field that has it */
const isOlderThan = (amount: number | string, unit: 'minute' | 'day' = 'minute'): object => ({
  $lt: ['$openedAt', { $dateSubtract: { startDate: '$$NOW', unit, amount } }],
})
const NOW = {
  isEscalated: isOlderThan('$escalateAfterMinutes'),
  isSuspending: isOlderThan('$suspendAfterMinutes'),
  isOver: { $lte: [{ $ifNull: ['$shownUntil', '$$NOW'] }, '$$NOW'] },
}

/** Whether the answer came before so many minutes had passed. */
const answeredWithin = (minutes: number): object => ({
  $lte: ['$answeredAt', { $dateAdd: { startDate: '$openedAt', unit: 'minute', amount: minutes } }],
})

/** The first that holds is how long it took. */
const TOOK: readonly { case: object; then: AnswerTime }[] = [
  { case: { $eq: ['$answeredAt', null] }, then: 'unanswered' },
  { case: answeredWithin(60), then: 'within-an-hour' },
  { case: answeredWithin(4 * 60), then: 'within-four-hours' },
  { case: answeredWithin(24 * 60), then: 'within-a-day' },
]

@Injectable()
export class OverrideCasesRepository {
  constructor(@InjectCollection(overrideCases) private readonly cases: Model<StoredCase>) {}

  /** Opens it, at the time that the database says it is. */
  async add(one: NewCase): Promise<void> {
    await this.cases.findOneAndUpdate(
      { _id: one._id },
      [{ $replaceWith: { $mergeObjects: ['$$ROOT', { $literal: one }, { openedAt: '$$NOW' }] } }],
      { upsert: true, updatePipeline: true },
    )
  }

  async find(caseId: string): Promise<CaseNow | null> {
    const [found] = await this.cases.aggregate<CaseNow>([{ $match: { _id: caseId } }, { $set: NOW }])
    return found ?? null
  }

  /** Whether the attempt can be gone on with: by whom it is of, not yet used, soon enough, and not after too many wrong codes. */
  async isUsable(attempt: Attempt): Promise<boolean> {
    return (await this.cases.exists(usable(attempt))) !== null
  }

  async hasOpenRefusal(identity: string, childId: string): Promise<boolean> {
    return (await this.cases.exists({ identity, state: 'open', childId, isRefused: true })) !== null
  }

  /** Whether somebody waits for an answer for so long that they may not override anything. */
  async isSuspended(identity: string): Promise<boolean> {
    return (await this.cases.exists({ identity, state: 'open', $expr: NOW.isSuspending })) !== null
  }

  async addFailure(caseId: string): Promise<void> {
    await this.cases.updateOne({ _id: caseId }, { $inc: { failures: 1 } })
  }

  /** The record can be read until then. @returns false when the attempt cannot be gone on with any more */
  async show(attempt: Attempt, shownUntil: Date): Promise<boolean> {
    return (await this.cases.updateOne(usable(attempt), { $set: { shownUntil } })).modifiedCount === 1
  }

  /** The record can be read no more. */
  async end(caseId: string): Promise<void> {
    await this.cases.updateOne(
      { _id: caseId, shownUntil: { $ne: null } },
      [{ $set: { shownUntil: { $min: ['$shownUntil', '$$NOW'] } } }],
      { updatePipeline: true },
    )
  }

  /** @returns false when somebody has answered it */
  async answer(caseId: string, given: Pick<StoredCase, 'state' | 'code' | 'answeredBy'>): Promise<boolean> {
    const done = await this.cases.updateOne(
      { _id: caseId, state: 'open' },
      { $set: given, $currentDate: { answeredAt: true } },
    )
    return done.modifiedCount === 1
  }

  /** Cases that a desk checks, of open ones what waits longest first, of others the latest; for the national one also those that others left waiting. */
  async findOf(desk: string, state: OverrideState, most: number): Promise<CaseNow[]> {
    return this.cases.aggregate<CaseNow>([
      { $match: { state, ...checkedBy(desk) } },
      { $sort: { openedAt: state === 'open' ? 1 : -1 } },
      { $limit: most },
      { $set: NOW },
    ])
  }

  async countOpen(desk: string, most: number): Promise<number> {
    return this.cases.countDocuments({ state: 'open', ...checkedBy(desk) }, { limit: most })
  }

  /** How many wait, by how long they do. */
  async countWaiting(): Promise<Record<string, number>> {
    const age = {
      $switch: {
        branches: [
          { case: NOW.isSuspending, then: 'suspending' },
          { case: NOW.isEscalated, then: 'escalated' },
        ],
        default: 'new',
      },
    }
    const counted = await this.cases.aggregate<{ _id: string; count: number }>([
      { $match: { state: 'open' } },
      { $group: { _id: age, count: { $sum: 1 } } },
    ])
    return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]))
  }

  /** How often each organisation did it lately, exactly; most first, as far as the order may be known too. */
  async rates(most: number, roundedTo: number): Promise<ExactRate[]> {
    const count = (what: object) => ({ $sum: { $cond: [what, 1, 0] } })
    return this.cases.aggregate<ExactRate>([
      { $match: { $expr: { $not: [isOlderThan(RATES_DAYS, 'day')] } } },
      {
        $group: {
          _id: '$organisation',
          attempts: { $sum: 1 },
          shown: count({ $ne: ['$shownUntil', null] }),
          unanswered: count({ $eq: ['$state', 'open'] }),
          notLegitimate: count({ $eq: ['$state', 'not-legitimate'] }),
        },
      },
      { $set: { rank: { $subtract: ['$attempts', { $mod: ['$attempts', roundedTo] }] } } },
      { $sort: { rank: -1, _id: 1 } },
      { $limit: most },
      { $project: { _id: 0, organisation: '$_id', attempts: 1, shown: 1, unanswered: 1, notLegitimate: 1 } },
    ])
  }

  /** How long attempts waited, in the order of ANSWER_TIMES; by key. */
  async answerTimes({ by, from, to, desk }: ReadAnswerFigure): Promise<CountedRow[]> {
    const days = { $gte: new Date(from), $lt: new Date(Date.parse(to) + DAY_MS) }
    const key = by === 'authority' ? '$desk' : { $dateToString: { date: '$openedAt', format: '%Y-%m' } }
    return this.cases.aggregate<CountedRow>([
      { $match: { openedAt: days, ...(desk !== null && { desk }) } },
      { $set: { took: { $switch: { branches: TOOK, default: 'later' satisfies AnswerTime } } } },
      { $group: { _id: key, ...Object.fromEntries(ANSWER_TIMES.map((took) => [took, { $sum: IS(took) }])) } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, key: '$_id', counts: ANSWER_TIMES.map((took) => `$${took}`) } },
    ])
  }
}

function usable({ _id, childId, personId, sessionId }: Attempt): object {
  return {
    ...{ _id, childId, personId, sessionId, isRefused: false, shownUntil: null },
    ...{ state: { $ne: 'not-legitimate' }, failures: { $lt: MOST_FAILURES } },
    $expr: { $not: [isOlderThan(ATTEMPT_MINUTES)] },
  }
}

/** Never those of the desk's own people, where the desk is an authority's. */
function checkedBy(desk: string): object {
  const own = { desk, authority: { $ne: desk } }
  return desk === NATIONAL_DESK ? { $or: [own, { authority: { $ne: desk }, $expr: NOW.isEscalated }] } : own
}
