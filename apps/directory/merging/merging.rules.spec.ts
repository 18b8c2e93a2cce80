import { describe, expect, it } from '@jest/globals'
import { isLessProtected } from './merging.rules.ts'

/** From the least protected to the most. */
const LEVELS = [
  { name: 'open', restricted: false, visibility: 'visible' },
  { name: 'shielded', restricted: true, visibility: 'visible' },
  { name: 'sealed', restricted: true, visibility: 'sealed' },
] as const

describe('A record is less protected than another', () => {
  const pairs = LEVELS.flatMap((one, low) => LEVELS.map((other, high) => ({ one, other, isLess: low < high })))

  it.each(pairs)('$one.name than $other.name: $isLess', ({ one, other, isLess }) => {
    expect(isLessProtected(one, other)).toBe(isLess)
  })

  it('by its shield, not by what is near it: a record that waits for a person is no better protected', () => {
    for (const visibility of ['hidden', 'quarantined', 'visible'] as const) {
      expect(isLessProtected({ restricted: true, visibility: 'visible' }, { restricted: true, visibility })).toBe(false)
      expect(isLessProtected({ restricted: false, visibility: 'visible' }, { restricted: false, visibility })).toBe(
        false,
      )
      expect(isLessProtected({ restricted: true, visibility }, { restricted: true, visibility: 'sealed' })).toBe(true)
    }
  })
})
