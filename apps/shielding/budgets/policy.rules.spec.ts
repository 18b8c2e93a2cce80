import { describe, expect, it } from '@jest/globals'
import { ROLES } from '@contactpoint/contracts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { budgetOf, EXERCISE, POLICY_NAMES, RAISED_BY, RAISED_FOR_MS, WARN_FROM, WINDOWS } from './policy.rules.ts'

const SEES_CHILDREN = ['practitioner', 'shield-officer', 'cpmt', 'data-steward']

describe('The spans of time in which children are counted', () => {
  it('are an hour, a day and thirty days', () => {
    const hour = 60 * 60 * 1000
    expect(WINDOWS).toEqual({ hour, day: 24 * hour, month: 30 * 24 * hour })
  })
})

const { budgets } = FOUNDING_POLICY
const FIGURES = { national: budgets, exercise: EXERCISE }

describe.each(POLICY_NAMES)('Under the policy %s', (name) => {
  it.each(ROLES)('a %s sees children only when their work is with children, and never without end', (role) => {
    const budget = Object.values(budgetOf(role, FIGURES[name]))
    expect(budget).toHaveLength(3)
    for (const most of budget) {
      expect(most > 0).toBe(SEES_CHILDREN.includes(role))
      expect(most).toBeLessThan(Infinity)
    }
  })
})

describe('The policy of the country', () => {
  it('lets nobody see more than the exercises do, which are for a few people doing the work of thousands', () => {
    expect(POLICY_NAMES).toEqual(['national', 'exercise'])
    for (const role of ROLES)
      for (const window of ['hour', 'day', 'month'] as const)
        expect(budgetOf(role, budgets)[window]).toBeLessThanOrEqual(budgetOf(role, EXERCISE)[window])
  })

  it('is about four times the busiest working day: 400 children a day, of which 120 in one hour', () => {
    for (const role of SEES_CHILDREN) {
      expect(budgetOf(role as 'cpmt', budgets)).toEqual({ hour: 120, day: 400, month: 2_000 })
    }
  })
})

describe('A budget that a manager has raised', () => {
  it('is twice as much, for a day, and a warning comes well before it ends', () => {
    expect([RAISED_BY, RAISED_FOR_MS]).toEqual([2, WINDOWS.day])
    expect(WARN_FROM).toBeGreaterThan(0.5)
    expect(WARN_FROM).toBeLessThan(1)
  })
})
