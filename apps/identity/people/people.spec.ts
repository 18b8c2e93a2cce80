import { describe, expect, it } from '@jest/globals'
import { accessSeconds } from '../sessions/sessions.rules.ts'
import { eligibleUntil } from './people.rules.ts'
import type { Preconditions } from './people.schema.ts'

const now = new Date('2026-10-01T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const names = ['identityCheck', 'enhancedDisclosure', 'training'] as const
const both = [true, false]
const matrix = both.flatMap((identityCheck) =>
  both.flatMap((enhancedDisclosure) => both.map((training) => ({ identityCheck, enhancedDisclosure, training }))),
)

/** In date for an hour, or as given. */
const preconditions = (given: Partial<Preconditions> = {}): Preconditions => ({
  identityCheck: after(3600),
  enhancedDisclosure: after(3600),
  training: after(3600),
  ...given,
})

describe('who may sign in (S10, I7)', () => {
  it.each(matrix)('is a matter of all three: %j', (inDate) => {
    const isEligible = names.every((name) => inDate[name])
    for (const missing of [null, after(-1), now]) {
      const dated = Object.fromEntries(names.map((name) => [name, inDate[name] ? after(3600) : missing]))
      expect(eligibleUntil(dated as unknown as Preconditions, now)).toEqual(isEligible ? after(3600) : null)
    }
  })

  it.each(names)('ends with the first of the three to lapse: %s', (name) => {
    expect(eligibleUntil(preconditions({ [name]: after(7) }), now)).toEqual(after(7))
    expect(eligibleUntil(preconditions({ [name]: after(0.001) }), now)).toEqual(after(0.001))
    expect(eligibleUntil(preconditions({ [name]: now }), now)).toBeNull()
  })
})

describe('how long an access token lives (I7)', () => {
  it.each([
    [3600, 60],
    [60, 60],
    [59.999, 59],
    [3, 3],
    [1, 1],
    [0.5, 0],
  ])('when its holder is eligible for %s more seconds: %s', (eligible, seconds) => {
    expect(accessSeconds(after(eligible), now)).toBe(seconds)
  })
})
