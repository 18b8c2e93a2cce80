import { Fault } from '@contactpoint/contracts'
import { mayPass } from '@contactpoint/mongo'
import { describe, expect, it } from '@jest/globals'
import { afterFailure } from './batches.rules.ts'

const pausesOf = (error: unknown): number[] => {
  const pauses: number[] = []
  for (let attempts = 0; pauses.length < 8;) {
    const after = afterFailure(attempts, mayPass(error))
    pauses.push(after.pauseMs)
    attempts = after.attempts
  }
  return pauses
}

describe('a batch that could not go on', () => {
  it('is tried again soon, however often, while somebody is away: a service, or the store', () => {
    const storeIsAway = Object.assign(new Error('the socket closed'), { name: 'MongoNetworkError' })
    expect(new Set(pausesOf(Fault.unavailable('directory')))).toEqual(new Set([2_000]))
    expect(new Set(pausesOf(storeIsAway))).toEqual(new Set([2_000]))
  })

  it('is tried less and less often, and at least every minute, where nobody comes back by himself', () => {
    const pauses = pausesOf(new Fault('internal', 'x'))
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })
})
