import { describe, expect, it } from '@jest/globals'
import { Fault } from '@contactpoint/contracts'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertInTime, leaveWithin, ownCall, withCall } from './call.ts'
import { answerHeaders, leaveWithinOf } from './headers.ts'

describe('An answer that must leave within a time (I3)', () => {
  it('leaves while there is time, and is thrown away after', async () => {
    const call = ownCall()
    withCall(call, () => leaveWithin(10_000))
    expect(() => assertInTime(call, 'shielding')).not.toThrow()
    withCall(call, () => leaveWithin(0))
    await sleep(2)
    expect(() => assertInTime(call, 'shielding')).toThrow(Fault)
  })

  it('has the time of the last guard when the trip started over', async () => {
    const call = ownCall()
    withCall(call, () => leaveWithin(0))
    withCall(call, () => leaveWithin(10_000))
    await sleep(2)
    expect(() => assertInTime(call, 'shielding')).not.toThrow()
  })

  it('tells the next hop what is left, never more', () => {
    const call = ownCall()
    expect(answerHeaders(call)).toBeUndefined()
    withCall(call, () => leaveWithin(400))
    expect(leaveWithinOf(answerHeaders(call))).toBeLessThanOrEqual(400)
    withCall(call, () => leaveWithin(-5))
    expect(leaveWithinOf(answerHeaders(call))).toBe(0)
  })
})
