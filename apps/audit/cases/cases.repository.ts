import { Injectable } from '@nestjs/common'
import { MOST_ALERTS_NAMED, MOST_MISUSE_CASES_LISTED } from '@contactpoint/contracts'
import { assertInTransaction, InjectCollection, isDuplicate, writeAsIs } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Model } from 'mongoose'
import type { Visible } from './cases.rules.ts'
import {
  misuseCases,
  type CasesCounted,
  type MisuseCaseNow,
  type Noticed,
  type StoredMisuseCase,
} from './cases.schema.ts'

/** Which cases are wanted. */
type Wanted = Partial<Pick<StoredMisuseCase, '_id' | 'state' | 'rule'>>

/** What a new case has that nobody has looked into. */
const UNTOUCHED = {
  ...{ assignedTo: null, answer: null, code: null, answeredBy: [], answeredAt: null },
  ...{ isSuspending: false, isCarriedOut: true },
}
const IS_LATE = { $and: [{ $eq: ['$state', 'open'] }, { $lt: ['$dueAt', '$$NOW'] }] }

@Injectable()
export class CasesRepository {
  constructor(@InjectCollection(misuseCases) private readonly cases: Model<StoredMisuseCase>) {}

  /** Adds each to the case that is open for its person and rule, or opens one. */
  async add(noticed: readonly Noticed[]): Promise<void> {
    assertInTransaction()
    const writes = noticed.map(({ rule, identity, entries, ...first }) => ({
      updateOne: {
        filter: { identity, rule, state: 'open' },
        update: {
          $inc: { alerts: entries.length },
          $push: { entries: { $each: entries, $slice: -MOST_ALERTS_NAMED } },
          $setOnInsert: { _id: randomUUID(), ...first, ...UNTOUCHED },
        },
        upsert: true,
      },
    }))
    await writeAsIs(this.cases, writes as never)
  }

  async find(caseId: string, visible: Visible): Promise<MisuseCaseNow | null> {
    const [found] = await this.findAll(visible, { _id: caseId })
    return found ?? null
  }

  /** Of open ones what is due first comes first, of answered ones the latest; as many as are listed. */
  async findAll(visible: Visible, of: Wanted): Promise<MisuseCaseNow[]> {
    return this.cases.aggregate<MisuseCaseNow>([
      { $match: { ...visible, ...of } },
      { $sort: of.state === 'answered' ? { answeredAt: -1, _id: 1 } : { dueAt: 1, _id: 1 } },
      { $limit: MOST_MISUSE_CASES_LISTED },
      { $set: { isLate: IS_LATE } },
    ])
  }

  async countByRule(visible: Visible): Promise<CasesCounted[]> {
    const count = (field: string, value: string) => ({ $sum: { $cond: [{ $eq: [field, value] }, 1, 0] } })
    const answered = (answer: string) => ({
      $sum: { $cond: [{ $and: [{ $eq: ['$state', 'answered'] }, { $eq: ['$answer', answer] }] }, 1, 0] },
    })
    return this.cases.aggregate<CasesCounted>([
      { $match: visible },
      {
        $group: {
          ...{ _id: '$rule', open: count('$state', 'open') },
          ...{ misuse: answered('misuse'), noMisuse: answered('no-misuse') },
        },
      },
      { $sort: { _id: 1 } },
    ])
  }

  /** Open ones by rule: what an operator sees. */
  async countOpen(): Promise<Record<string, number>> {
    const counted = await this.cases.aggregate<{ _id: string; count: number }>([
      { $match: { state: 'open' } },
      { $group: { _id: '$rule', count: { $sum: 1 } } },
    ])
    return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]))
  }

  /** @returns false when it is answered */
  async assign(caseId: string, assignedTo: NonNullable<StoredMisuseCase['assignedTo']>): Promise<boolean> {
    return this.change({ _id: caseId, state: 'open' }, { $set: { assignedTo } })
  }

  /**
   * Whoever answers a case that nobody has taken takes it by that.
   *
   * @param read the case as it was: what was noticed since is not answered with it
   * @returns false when it is not theirs to answer any more, or there is more in it
   */
  async answer(
    { _id, alerts }: Pick<StoredMisuseCase, '_id' | 'alerts'>,
    assignedTo: NonNullable<StoredMisuseCase['assignedTo']>,
    given: Pick<StoredMisuseCase, 'answer' | 'code' | 'isSuspending' | 'isCarriedOut'>,
  ): Promise<boolean> {
    const { identity } = assignedTo
    return this.change(
      {
        ...{ _id, alerts, state: 'open', answeredBy: { $ne: identity } },
        $or: [{ assignedTo: null }, { 'assignedTo.identity': identity }],
      },
      {
        $set: { state: 'answered', assignedTo, ...given },
        $push: { answeredBy: identity },
        $currentDate: { answeredAt: true },
      },
    )
  }

  /** @returns false when it is open, or another one of the same person and rule is */
  async reopen(caseId: string, dueHours: number): Promise<boolean> {
    const dueAt = { $dateAdd: { startDate: '$$NOW', unit: 'hour', amount: dueHours } }
    const reopened = this.cases.updateOne(
      { _id: caseId, state: 'answered' },
      [{ $set: { state: 'open', assignedTo: null, dueAt } }],
      { updatePipeline: true },
    )
    return reopened.then(
      ({ modifiedCount }) => modifiedCount === 1,
      (error: unknown) => {
        if (isDuplicate(error)) return false
        throw error
      },
    )
  }

  /** Cases of whose suspension identity has not been told. */
  async findNotCarriedOut(most: number): Promise<StoredMisuseCase[]> {
    return this.cases.find({ isCarriedOut: false }).limit(most).lean<StoredMisuseCase[]>()
  }

  /** Nothing, when it was changed meanwhile: then identity is to be told again. */
  async setCarriedOut({ _id, isSuspending }: Pick<StoredMisuseCase, '_id' | 'isSuspending'>): Promise<void> {
    await this.change({ _id, isSuspending }, { $set: { isCarriedOut: true } })
  }

  private async change(filter: object, update: object): Promise<boolean> {
    return (await this.cases.updateOne(filter, update)).modifiedCount === 1
  }
}
