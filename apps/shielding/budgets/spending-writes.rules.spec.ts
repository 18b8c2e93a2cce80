import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { WINDOWS } from './policy.rules.ts'
import { endOf, searchSlot, spend } from './spending-writes.rules.ts'

const MINUTE = 60_000
const time = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2040, 0, 1) })

describe('What is spent', () => {
  it('is forgotten when it counts in no window any more, and no more than two days after that', () => {
    fc.assert(
      fc.property(time, (now) => {
        const kept = endOf(now).getTime() - now
        expect(kept).toBeGreaterThan(WINDOWS.month)
        expect(kept).toBeLessThanOrEqual(WINDOWS.month + 2 * WINDOWS.day)
      }),
    )
  })

  it('ends on the same moment for a whole day, so that an index moves but once', () => {
    fc.assert(
      fc.property(time, fc.nat(WINDOWS.day - 1), (now, later) => {
        const day = now - (now % WINDOWS.day)
        expect(endOf(day + later)).toEqual(endOf(day))
      }),
    )
  })

  it('on searches is kept as one for five minutes, and apart from every other five', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 20 * MINUTE }), (now, later) => {
        const isTogether = Math.floor(now / (5 * MINUTE)) === Math.floor((now + later) / (5 * MINUTE))
        expect(searchSlot(now) === searchSlot(now + later)).toBe(isTogether)
      }),
    )
  })
})

describe('What is added to what was spent', () => {
  const now = Date.UTC(2026, 5, 27)
  const slot = `searches.${searchSlot(now)}`

  it('is one for each child, seen as of now, and nothing for a search where there was none', () => {
    expect(spend({ childIds: ['A', 'B'], search: 0 }, now)).toEqual({
      $currentDate: { 'seen.A': true, 'seen.B': true },
      $inc: { hour: 2, day: 2, month: 2 },
      $max: { endsAt: endOf(now) },
    })
  })

  it('is what the search cost, on top of that, in each window', () => {
    const { $currentDate, $inc } = spend({ childIds: ['A'], search: 4 }, now)
    expect($currentDate).toEqual({ 'seen.A': true, [`${slot}.at`]: true })
    expect($inc).toEqual({ hour: 5, day: 5, month: 5, [`${slot}.cost`]: 4 })
  })
})
