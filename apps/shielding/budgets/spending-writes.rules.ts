import type { BudgetWindow } from '@contactpoint/contracts'
import { inEach, type Cost } from './spending.rules.ts'
import { RAISED_BY, RAISED_FOR_MS, WINDOWS, type Budget } from './policy.rules.ts'

/** Expressions of MongoDB, judged where the write commits and by that server's clock: copies cannot be played against each other. */
type Expression = Record<string, unknown>

const SEARCHES_TOGETHER_MS = 300_000
const KEPT_MS = WINDOWS.month
const FORGOTTEN_AFTER_DAYS = 31

/** Counts this cost as spent now. A child that was counted before counts from now on. */
export function spend({ childIds, search }: Cost): Expression[] {
  const fresh = childIds.map((key) => ({ key: { $literal: key }, cost: { $literal: 1 }, at: '$$NOW' }))
  const searches = { key: SEARCH_KEY, cost: { $add: [search, costAt(SEARCH_KEY)] }, at: '$$NOW' }
  const others = filtered([
    since(KEPT_MS),
    isNone(childIds),
    ...(search > 0 ? [{ $ne: ['$$this.key', SEARCH_KEY] }] : []),
  ])
  const seen = { $concatArrays: [others, fresh, search > 0 ? [searches] : []] }
  const endsAt = {
    $dateTrunc: { date: { $dateAdd: { startDate: '$$NOW', unit: 'day', amount: FORGOTTEN_AFTER_DAYS } }, unit: 'day' },
  }
  return [{ $set: { seen, endsAt } }, { $set: inEach((window) => sum([since(WINDOWS[window])])) }]
}

/** Whether this cost can be spent too, counted exactly: a child that counts already costs nothing. */
export function fits({ childIds, search }: Cost, atMost: Budget): Expression {
  const within = (window: BudgetWindow): Expression => ({
    $lte: [
      { $add: [sum([since(WINDOWS[window]), isNone(childIds)]), childIds.length + search] },
      { $multiply: [atMost[window], { $cond: [IS_RAISED, RAISED_BY, 1] }] },
    ],
  })
  return { $and: Object.values(inEach(within)) }
}

const IS_RAISED: Expression = { $gt: ['$raisedUntil', '$$NOW'] }

/** Doubles what somebody may spend, for a day. */
export const RAISE: Expression[] = [{ $set: { raisedUntil: { $add: ['$$NOW', RAISED_FOR_MS] } } }]

/** One for all searches of five minutes, so that what is kept stays small. */
const SEARCH_KEY: Expression = {
  $concat: ['search ', { $toString: { $floor: { $divide: [{ $toLong: '$$NOW' }, SEARCHES_TOGETHER_MS] } } }],
}

function costAt(key: Expression): Expression {
  return sum([{ $eq: ['$$this.key', key] }])
}

function sum(conditions: Expression[]): Expression {
  return { $sum: { $map: { input: filtered(conditions), in: '$$this.cost' } } }
}

function filtered(conditions: Expression[]): Expression {
  return { $filter: { input: { $ifNull: ['$seen', []] }, cond: { $and: conditions } } }
}

function since(ms: number): Expression {
  return { $gt: ['$$this.at', { $subtract: ['$$NOW', ms] }] }
}

function isNone(keys: string[]): Expression {
  return { $not: [{ $in: ['$$this.key', { $literal: keys }] }] }
}
