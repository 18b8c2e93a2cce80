import { DESK_STEPS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ACTIONS, actionsFor, type Action } from './actions.rules.ts'

describe('what somebody can do about a shield', () => {
  it('is what the answer calls open, each once, whatever that is', () => {
    fc.assert(
      fc.property(fc.subarray([...DESK_STEPS]), (open) => {
        const offered = actionsFor({ open, isLiftWanted: false }).map(({ name }) => name)
        expect(offered.toSorted()).toEqual(open.toSorted())
      }),
    )
    expect(actionsFor({})).toEqual([])
  })

  it('is not to find again what a review has found', () => {
    const names = actionsFor({ open: ['review-keep', 'review-lift'], isLiftWanted: true }).map(({ name }) => name)
    expect(names).toEqual(['review-keep'])
  })

  it('is never direct when it shows something again, and says first what follows', () => {
    for (const action of Object.values(ACTIONS) as Action[]) {
      expect(action.follows.length).toBeGreaterThan(0)
      if (action.isGrave) expect(action.isDirect).toBeUndefined()
    }
  })
})
