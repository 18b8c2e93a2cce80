import { describe, expect, it } from '@jest/globals'
import { dueIn, EVERY_MS } from './verifying.rules.ts'

describe('a log', () => {
  it('is gone through a day after it was for the last time, and soon after the start when it never was', () => {
    const [at, now] = [new Date('2026-11-29T10:00:00Z'), Date.parse('2026-11-29T13:00:00Z')]
    expect(dueIn({ at }, now, now)).toBe(EVERY_MS - 3 * 3_600_000)
    expect(dueIn({ at }, now, at.getTime() + EVERY_MS)).toBe(0)
    expect(dueIn(null, now, now)).toBe(5 * 60_000)
    expect(dueIn(null, now - 3_600_000, now)).toBeLessThan(0)
  })
})
