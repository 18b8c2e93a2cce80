import { leaveWithin, ownCall, withCall } from '@contactpoint/bus'
import { describe, expect, it } from '@jest/globals'
import type { ExecutionContext } from '@nestjs/common'
import { setTimeout as sleep } from 'node:timers/promises'
import { defer, lastValueFrom } from 'rxjs'
import { LeaveByInterceptor } from './leave-by.interceptor.ts'

/** A route whose answer may leave for so long after shielding let it through, and which takes so long. Milliseconds. */
const answered = (within: number | null, takes: number) =>
  withCall(ownCall(), () => {
    const handle = () =>
      defer(async () => {
        if (within !== null) leaveWithin(within)
        await sleep(takes)
        return 'a record'
      })
    return lastValueFrom(new LeaveByInterceptor().intercept({} as ExecutionContext, { handle }))
  })

describe('an answer at the gateway (I3)', () => {
  it('that shielding let through too long ago is thrown away: a shield may have been acknowledged since', async () => {
    await expect(answered(5, 20)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('leaves in its time, and whenever it likes when nobody let it through', async () => {
    await expect(answered(60_000, 20)).resolves.toBe('a record')
    await expect(answered(null, 20)).resolves.toBe('a record')
  })
})
