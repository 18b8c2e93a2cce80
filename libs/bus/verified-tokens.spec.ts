import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { VerifiedTokens } from './verified-tokens.ts'

const NOW = Date.parse('2026-11-25T12:00:00Z')
const inSeconds = (seconds: number) => NOW / 1000 + seconds

beforeEach(() => void jest.useFakeTimers({ now: NOW }))
afterEach(() => void jest.useRealTimers())

describe('a token that was verified', () => {
  it('is known until it ends, and not a moment longer', () => {
    const tokens = new VerifiedTokens<string>()
    tokens.remember('a.b.c', inSeconds(60), 'somebody')
    jest.setSystemTime(NOW + 59_999)
    expect(tokens.recall('a.b.c')).toBe('somebody')
    jest.setSystemTime(NOW + 60_000)
    expect(tokens.recall('a.b.c')).toBeNull()
  })

  it('is known as it stands: with one letter changed it was never verified', () => {
    const tokens = new VerifiedTokens<string>()
    tokens.remember('a.b.c', inSeconds(60), 'somebody')
    expect(['a.b.d', 'a.b.', 'a.b.c ', ''].map((other) => tokens.recall(other))).toEqual([null, null, null, null])
  })

  it('is one of so many: the oldest is verified again', () => {
    const tokens = new VerifiedTokens<number>(2)
    for (const n of [1, 2, 3]) tokens.remember(`token ${n}`, inSeconds(60), n)
    expect([1, 2, 3].map((n) => tokens.recall(`token ${n}`))).toEqual([null, 2, 3])
  })
})
