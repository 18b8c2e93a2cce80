import type { BudgetWindow } from '@contactpoint/contracts'
import type { mongo } from 'mongoose'
import { inEach, type Cost } from './spending.rules.ts'
import { RAISED_BY, RAISED_FOR_MS, WINDOWS, type Budget } from './policy.rules.ts'
import type { Spending } from './spendings.schema.ts'

/** Expressions of MongoDB, judged where the write commits and by that server's clock: copies cannot be played against each other. */
type Expression = Record<string, unknown>

const SEARCHES_TOGETHER_MS = 300_000
const KEPT_MS = WINDOWS.month
const DAY_MS = WINDOWS.day
const FORGOTTEN_AFTER_DAYS = 31

/** The five minutes whose searches are kept as one, so that what is kept stays small: any clock will do. */
export function searchSlot(now: number): string {
  return String(Math.floor(now / SEARCHES_TOGETHER_MS))
}

/** When what is spent now can be forgotten, to the day: an index moves with it. */
export function endOf(now: number): Date {
  return new Date((Math.floor(now / DAY_MS) + FORGOTTEN_AFTER_DAYS + 1) * DAY_MS)
}

/**
 * Counts this cost as spent now, on top of what was. A child that was counted already counts again in the sums, until they are counted
 * exactly.
 */
export function spend({ childIds, search }: Cost, now: number): mongo.UpdateFilter<Spending> {
  const most = childIds.length + search
  const slot = `searches.${searchSlot(now)}`
  const times = [...childIds.map((childId) => `seen.${childId}`), ...(search > 0 ? [`${slot}.at`] : [])]
  return {
    $currentDate: Object.fromEntries(times.map((path) => [path, true as const])),
    $inc: { ...inEach(() => most), ...(search > 0 && { [`${slot}.cost`]: search }) },
    $max: { endsAt: endOf(now) },
  }
}

/** The same as a count: what is older than a month is dropped, and the sums are what they are now. */
export function spendExactly({ childIds, search }: Cost, now: number): Expression[] {
  const slot = searchSlot(now)
  const fresh = Object.fromEntries(childIds.map((childId) => [childId, '$$NOW']))
  const before = { $ifNull: [`$searches.${slot}.cost`, 0] }
  const made = search > 0 ? { [slot]: { cost: { $add: [search, before] }, at: '$$NOW' } } : {}
  return [
    {
      $set: {
        seen: { $mergeObjects: [{ $arrayToObject: filtered('seen', [isSince('$$this.v', KEPT_MS)]) }, fresh] },
        searches: {
          $mergeObjects: [{ $arrayToObject: filtered('searches', [isSince('$$this.v.at', KEPT_MS)]) }, made],
        },
        endsAt: { $max: ['$endsAt', endOf(now)] },
      },
    },
    { $set: inEach((window) => spentIn(window, [])) },
  ]
}

/** Whether this cost can be spent too, counted exactly: a child that counts already costs nothing. */
export function fits({ childIds, search }: Cost, atMost: Budget): Expression {
  const within = (window: BudgetWindow): Expression => ({
    $lte: [
      { $add: [spentIn(window, childIds), childIds.length + search] },
      { $multiply: [atMost[window], { $cond: [IS_RAISED, RAISED_BY, 1] }] },
    ],
  })
  return { $and: Object.values(inEach(within)) }
}

const IS_RAISED: Expression = { $gt: ['$raisedUntil', '$$NOW'] }

/** Doubles what somebody may spend, for a day. */
export const RAISE: Expression[] = [{ $set: { raisedUntil: { $add: ['$$NOW', RAISED_FOR_MS] } } }]

/** What was spent in a window, but for these children. */
function spentIn(window: BudgetWindow, but: string[]): Expression {
  const ms = WINDOWS[window]
  const isOther = { $not: [{ $in: ['$$this.k', { $literal: but }] }] }
  const searches = filtered('searches', [isSince('$$this.v.at', ms)])
  return {
    $add: [
      { $size: filtered('seen', [isSince('$$this.v', ms), isOther]) },
      { $sum: { $map: { input: searches, in: '$$this.v.cost' } } },
    ],
  }
}

function filtered(field: 'seen' | 'searches', conditions: Expression[]): Expression {
  return { $filter: { input: { $objectToArray: { $ifNull: [`$${field}`, {}] } }, cond: { $and: conditions } } }
}

function isSince(time: string, ms: number): Expression {
  return { $gt: [time, { $subtract: ['$$NOW', ms] }] }
}
