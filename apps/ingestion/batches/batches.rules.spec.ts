import { Fault } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { afterFailure } from './batches.rules.ts'

const pausesOf = (error: unknown, isAway: boolean): number[] => {
  const pauses: number[] = []
  for (let attempts = 0; pauses.length < 8;) {
    const after = afterFailure(attempts, error, isAway)
    pauses.push(after.pauseMs)
    attempts = after.attempts
  }
  return pauses
}

describe('a batch that could not go on', () => {
  it('is tried again soon, however often, while somebody is away: a service, or the store', () => {
    expect(new Set(pausesOf(Fault.unavailable('directory'), false))).toEqual(new Set([2_000]))
    expect(new Set(pausesOf(new Error('the socket closed'), true))).toEqual(new Set([2_000]))
  })

  it('is tried less and less often, and at least every minute, where nobody comes back by himself', () => {
    const pauses = pausesOf(new Fault('internal', 'x'), false)
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('says what holds it up by a code or a name, never by words that might quote a row', () => {
    expect(afterFailure(0, Fault.invalid('rows', 'isArray'), false).failure).toBe('invalid-request')
    expect(afterFailure(0, new TypeError('Smith'), false).failure).toBe('TypeError')
  })
})
