import { Injectable } from '@nestjs/common'
import type { Due, ShieldAge, ShieldBreakdown, ShieldState } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model, PipelineStage } from 'mongoose'
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

/** Shields that were counted, apart by whether their next step is late. */
export interface CountedShields {
  key: string | null
  onTime: number
  overdue: number
}

/** What is late is so by the database server's clock. */
const IS_DUE = {
  overdue: { $lt: ['$shield.dueAt', '$$NOW'] },
  week: { $lt: ['$shield.dueAt', { $dateAdd: { startDate: '$$NOW', unit: 'week', amount: 1 } }] },
} as const satisfies Record<Due, object>

const SINCE: readonly (readonly [ShieldAge, { unit: string; amount: number }])[] = [
  ['less-than-a-week', { unit: 'week', amount: 1 }],
  ['less-than-a-month', { unit: 'month', amount: 1 }],
  ['less-than-half-a-year', { unit: 'month', amount: 6 }],
  ['less-than-a-year', { unit: 'year', amount: 1 }],
]

/** When a shield began that has been in force for so long, by the same clock: reckoned once, not for each. */
const BEGINNINGS = Object.fromEntries(
  SINCE.map(([, less], n) => [`beginning${n}`, { $dateSubtract: { startDate: '$$NOW', ...less } }]),
)

/** How long a shield has been in force. */
const AGE = {
  $switch: {
    branches: SINCE.map(([age], n) => ({ case: { $gt: ['$shield.since', `$$beginning${n}`] }, then: age })),
    default: 'a-year-or-more' satisfies ShieldAge,
  },
}

const KEYS: Readonly<Record<ShieldBreakdown, string | object>> = {
  state: '$shield.state',
  tier: '$shield.tier',
  authority: '$shield.authority',
  age: AGE,
}

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

  /** How many shields there are now. @param of null: everybody's */
  async count(by: ShieldBreakdown, of: ShieldQuery['of'] | null): Promise<CountedShields[]> {
    const counting = of ? [{ $match: inForce(of) }, counted(by, 1)] : this.countingAll(by)
    const onTime = { $subtract: ['$all', '$overdue'] }
    const told = { $project: { _id: 0, key: { $ifNull: ['$_id', null] }, overdue: 1, onTime } }
    return this.protections
      .aggregate<CountedShields>([...counting, { $sort: { _id: 1 } }, told])
      .option({ let: BEGINNINGS })
  }

  /**
   * All from an index alone, which takes a tenth of reading them. It does not tell which records go on as another: those are few, are read,
   * and taken off.
   */
  private countingAll(by: ShieldBreakdown): PipelineStage[] {
    const gone = [{ $match: { mergedInto: { $gt: '' }, shield: { $ne: null } } }, counted(by, -1)]
    return [
      { $match: EACH },
      counted(by, 1),
      { $unionWith: { coll: this.protections.collection.collectionName, pipeline: gone } },
      { $group: { _id: '$_id', all: { $sum: '$all' }, overdue: { $sum: '$overdue' } } },
      { $match: { all: { $gt: 0 } } },
    ]
  }
}

/** Every shield began some time; said so, an index can tell. */
const EACH = { 'shield.since': { $gte: new Date(0) } }

function counted(by: ShieldBreakdown, each: 1 | -1): PipelineStage.Group {
  return {
    $group: {
      ...{ _id: KEYS[by], all: { $sum: each } },
      overdue: { $sum: { $cond: [IS_DUE.overdue, each, 0] } },
    },
  }
}

/** Shields of these authorities; records that go on as another are not among them. */
function inForce(of: ShieldQuery['of']): object {
  const authority = 'is' in of ? of.is : { $nin: of.isNone, $exists: true }
  return { 'shield.authority': authority, 'shield.since': { $exists: true }, mergedInto: null }
}
