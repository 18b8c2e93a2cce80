import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { budgetOf, EXERCISE } from './policy.rules.ts'
import { costOf, inTotal, isFree, raised, searchCost, unwarned, warningOf, type Cost } from './spending.rules.ts'

const name = { familyName: 'Mainwood' }

describe('a search', () => {
  it('costs the more the wider it is: a name and a day least, a year and a wildcard most', () => {
    const narrow = searchCost({ ...name, dateOfBirth: '2012-06-27' })
    const month = searchCost({ ...name, dateOfBirthFrom: '2012-06-01', dateOfBirthTo: '2012-06-30' })
    const year = searchCost({ ...name, dateOfBirthFrom: '2012-01-01', dateOfBirthTo: '2012-12-31' })
    const wild = searchCost({ familyName: 'Ma*', dateOfBirthFrom: '2012-01-01', dateOfBirthTo: '2012-12-31' })
    expect([narrow, month, year, wild]).toEqual([1, 3, 6, 9])
  })

  it('costs as much for a range of one day as for the day', () => {
    const day = searchCost({ ...name, dateOfBirthFrom: '2012-06-27', dateOfBirthTo: '2012-06-27' })
    expect(day).toBe(searchCost({ ...name, dateOfBirth: '2012-06-27' }))
  })

  it('costs what a day costs when half of a range is missing: it is refused, and that is not for the price to do', () => {
    const day = searchCost({ ...name, dateOfBirth: '2012-06-27' })
    expect(searchCost({ ...name, dateOfBirthFrom: '2012-06-27' })).toBe(day)
    expect(searchCost({ ...name, dateOfBirthTo: '2012-06-27' })).toBe(day)
  })

  it('costs no more for a month of 31 days than for a shorter one, and more from the next day on', () => {
    const upTo = (dateOfBirthTo: string) => searchCost({ ...name, dateOfBirthFrom: '2012-07-01', dateOfBirthTo })
    expect(['2012-07-02', '2012-07-31', '2012-08-01'].map(upTo)).toEqual([3, 3, 6])
  })

  it('costs more for each name of which only the beginning is known', () => {
    const beginnings = { familyName: 'Ma*', givenName: 'Gr*', carerFamilyName: 'Re*' }
    expect(searchCost({ ...beginnings, dateOfBirth: '2012-06-27' })).toBe(1 + 3 * 3)
  })
})

describe('an answer', () => {
  it('costs one for each child it is about, shown or not', () => {
    const children = (['full', 'visible', 'nothing', 'full'] as const).map((shown, nth) => ({
      childId: `${nth % 3}`,
      shown,
    }))
    expect(costOf(children)).toEqual({ childIds: ['0', '1', '2'], search: 0 })
    expect(costOf(children, 4).search).toBe(4)
  })

  it('costs nothing only when it is about nobody and nothing was looked for', () => {
    expect(isFree({ childIds: [], search: 0 })).toBe(true)
    expect(isFree({ childIds: ['0'], search: 0 })).toBe(false)
    expect(isFree({ childIds: [], search: 1 })).toBe(false)
  })
})

describe('several answers to one person', () => {
  const cost: fc.Arbitrary<Cost> = fc.record({
    childIds: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
    search: fc.nat(9),
  })

  it('cost each child once, and each search', () => {
    fc.assert(
      fc.property(fc.array(cost, { maxLength: 5 }), (costs) => {
        const { childIds, search } = inTotal(costs)
        const all = costs.flatMap((one) => one.childIds)
        expect(childIds.toSorted()).toEqual(['A', 'B', 'C'].filter((id) => all.includes(id)))
        expect(search).toBe(costs.map((one) => one.search).reduce((sum, one) => sum + one, 0))
      }),
    )
  })
})

describe('a budget that was raised', () => {
  const budget = { hour: 10, day: 20, month: 100 }
  const now = new Date('2026-06-27T09:00:00Z')
  const after = (ms: number) => new Date(now.getTime() + ms)

  it('is twice as much in each window until its time is over', () => {
    expect(raised(budget, after(1), now)).toEqual({ hour: 20, day: 40, month: 200 })
    for (const until of [now, after(-1), null, undefined]) expect(raised(budget, until, now)).toEqual(budget)
  })
})

describe('a warning', () => {
  const budget = { hour: 10, day: 20, month: 100 }

  it('names the window of which least is left, from a fifth on', () => {
    expect(warningOf({ hour: 8, day: 8, month: 8 }, budget)).toBeNull()
    expect(warningOf({ hour: 9, day: 9, month: 9 }, budget)).toEqual({ window: 'hour', limit: 10, left: 1 })
    expect(warningOf({ hour: 8, day: 19, month: 30 }, budget)).toEqual({ window: 'day', limit: 20, left: 1 })
    expect(warningOf({ hour: 1, day: 19, month: 99 }, budget)).toEqual({ window: 'month', limit: 100, left: 1 })
  })

  it('never says that less than nothing is left', () => {
    expect(warningOf({ hour: 12, day: 12, month: 12 }, budget)).toEqual({ window: 'hour', limit: 10, left: 0 })
  })

  it('comes for nobody who has spent no more than may be spent before anything is said', () => {
    const spent = fc.record({ hour: fc.nat(12), day: fc.nat(24), month: fc.nat(120) })
    const unsaid = unwarned(budget)
    expect(unsaid).toEqual({ hour: 8, day: 16, month: 80 })
    expect(unwarned({ hour: 1, day: 6, month: 9 })).toEqual({ hour: 0, day: 4, month: 7 })
    fc.assert(
      fc.property(spent, (of) => {
        const isWarned = warningOf(of, budget) !== null
        expect(isWarned).toBe(of.hour > unsaid.hour || of.day > unsaid.day || of.month > unsaid.month)
      }),
    )
  })
})

describe('a policy', () => {
  it('lets nobody see a child whose role it does not name', () => {
    expect(budgetOf('feed-supplier', FOUNDING_POLICY.budgets)).toEqual({ hour: 0, day: 0, month: 0 })
  })

  it('lets nobody see more in a shorter span of time than in a longer one', () => {
    for (const budgets of [FOUNDING_POLICY.budgets, EXERCISE])
      for (const { hour, day, month } of Object.values(budgets)) {
        expect(hour).toBeLessThanOrEqual(day)
        expect(day).toBeLessThanOrEqual(month)
      }
  })
})
