import { Injectable } from '@nestjs/common'
import type { Due, ShieldState } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { protections, steps, type Protection, type ShieldAtWork, type Step } from './protection.schema.ts'

/** Which shields are looked for. */
export interface ShieldQuery {
  /** The authority that is responsible for the child: this one, or none of these. */
  of: { is: string } | { isNone: string[] }
  state?: ShieldState | undefined
  due?: Due | undefined
  /** Id of the last child of the answer before. */
  after?: string | undefined
}

/** What is late is so by the database server's clock. */
const IS_DUE = {
  overdue: { $lt: ['$shield.dueAt', '$$NOW'] },
  week: { $lt: ['$shield.dueAt', { $dateAdd: { startDate: '$$NOW', unit: 'week', amount: 1 } }] },
} as const satisfies Record<Due, object>

/** Shields by what they wait for. */
@Injectable()
export class ShieldsRepository {
  constructor(
    @InjectCollection(protections) private readonly protections: Model<Protection>,
    @InjectCollection(steps) private readonly steps: Model<Step>,
  ) {}

  /** By child id. Records that go on as another are not among them. */
  async find({ of, state, due, after }: ShieldQuery, most: number): Promise<Protection[]> {
    return this.protections
      .find({
        ...inForce(of),
        ...(state && { 'shield.state': state }),
        ...(due && { $expr: IS_DUE[due] }),
        ...(after && { _id: { $gt: after } }),
      })
      .sort({ _id: 1 })
      .limit(most)
      .lean<Protection[]>()
  }

  /** Those with which something waits for somebody, what is due first at the top. */
  async findAtWork(of: ShieldQuery['of'], most: number): Promise<ShieldAtWork[]> {
    const waits = [{ 'shield.state': { $ne: 'confirmed' } }, { 'shield.isLiftWanted': true }, { $expr: IS_DUE.week }]
    return this.protections.aggregate<ShieldAtWork>([
      { $match: { ...inForce(of), $or: waits } },
      { $sort: { 'shield.dueAt': 1, _id: 1 } },
      { $limit: most },
      { $set: { isLate: IS_DUE.overdue, isDueSoon: IS_DUE.week } },
    ])
  }

  /** Those of which it must be said again that they are late. */
  async findToEscalate(most: number): Promise<Protection[]> {
    return this.protections
      .find({ $expr: { $lte: ['$shield.escalateAt', '$$NOW'] }, 'shield.since': { $exists: true }, mergedInto: null })
      .sort({ 'shield.escalateAt': 1 })
      .limit(most)
      .lean<Protection[]>()
  }

  /** The last steps, in order. */
  async findSteps(childId: string, most: number): Promise<Step[]> {
    const last = await this.steps.find({ childId }).sort({ version: -1 }).limit(most).lean<Step[]>()
    return last.reverse()
  }

  /** How many shields wait for a step that is late, by state. */
  async countOverdue(): Promise<Record<string, number>> {
    const counted = await this.protections.aggregate<{ _id: ShieldState; count: number }>([
      { $match: { 'shield.since': { $exists: true }, mergedInto: null, $expr: IS_DUE.overdue } },
      { $group: { _id: '$shield.state', count: { $sum: 1 } } },
    ])
    return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]))
  }
}

/** Shields of these authorities; records that go on as another are not among them. */
function inForce(of: ShieldQuery['of']): object {
  const authority = 'is' in of ? of.is : { $nin: of.isNone, $exists: true }
  return { 'shield.authority': authority, 'shield.since': { $exists: true }, mergedInto: null }
}
