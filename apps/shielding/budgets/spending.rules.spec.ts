import { describe, expect, it } from '@jest/globals'
import { budgetOf, POLICIES } from './policy.rules.ts'
import { costOf, searchCost, warningOf } from './spending.rules.ts'

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
})

describe('an answer', () => {
  it('costs one for each child it is about, shown or not', () => {
    const children = (['full', 'visible', 'nothing', 'full'] as const).map((shown, nth) => ({
      childId: `${nth % 3}`,
      shown,
    }))
    expect(costOf(children)).toEqual({ childIds: ['0', '1', '2'], search: 0 })
  })
})

describe('a warning', () => {
  const budget = { hour: 10, day: 20, month: 100 }

  it('names the window of which least is left, from a fifth on', () => {
    expect(warningOf({ hour: 8, day: 8, month: 8 }, budget)).toBeNull()
    expect(warningOf({ hour: 9, day: 9, month: 9 }, budget)).toEqual({ window: 'hour', limit: 10, left: 1 })
    expect(warningOf({ hour: 8, day: 19, month: 30 }, budget)).toEqual({ window: 'day', limit: 20, left: 1 })
  })
})

describe('a policy', () => {
  it('lets nobody see a child whose role it does not name', () => {
    expect(budgetOf('feed-supplier', 'national')).toEqual({ hour: 0, day: 0, month: 0 })
  })

  it('lets nobody see more in a shorter span of time than in a longer one', () => {
    for (const policy of Object.values(POLICIES))
      for (const { hour, day, month } of Object.values(policy)) {
        expect(hour).toBeLessThanOrEqual(day)
        expect(day).toBeLessThanOrEqual(month)
      }
  })
})
