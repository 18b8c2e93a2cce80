import { leaveWithin, ownCall, unauthenticated, withCall } from '@contactpoint/bus'
import { describe, expect, it } from '@jest/globals'
import type { ExecutionContext } from '@nestjs/common'
import { setTimeout as sleep } from 'node:timers/promises'
import { defer, from, lastValueFrom, toArray } from 'rxjs'
import type { SignedIn } from './jwt.strategy.ts'
import { LeaveByInterceptor } from './leave-by.interceptor.ts'
import type { RevocationsService } from './revocations.service.ts'
import { ROUTE } from './route.pipe.ts'

const somebody = { personId: 'p-1' } as SignedIn
const aContext = (whenShutOff = false, user: SignedIn | undefined = somebody): ExecutionContext => {
  const handler = (): void => undefined
  Reflect.defineMetadata(ROUTE, { whenShutOff }, handler)
  const http = { getRequest: () => ({ user }) }
  return { getHandler: () => handler, switchToHttp: () => http } as unknown as ExecutionContext
}
/** Somebody who is put out after so many looks. */
const outAfter = (looks: number) => {
  let seen = 0
  const assertHolds = async (): Promise<void> => {
    if (seen++ >= looks) throw unauthenticated()
  }
  return new LeaveByInterceptor({ assertHolds } as unknown as RevocationsService)
}

/** A route whose answer may leave for so long after shielding let it through, and which takes so long. Milliseconds. */
const answered = (within: number | null, takes: number) =>
  withCall(ownCall(), () => {
    const handle = () =>
      defer(async () => {
        if (within !== null) leaveWithin(within)
        await sleep(takes)
        return 'a record'
      })
    return lastValueFrom(outAfter(1).intercept(aContext(), { handle }))
  })

describe('an answer at the gateway (I3)', () => {
  it('that shielding let through too long ago is thrown away: a shield may have been acknowledged since', async () => {
    await expect(answered(5, 20)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('leaves in its time, and whenever it likes when nobody let it through', async () => {
    await expect(answered(60_000, 20)).resolves.toBe('a record')
    await expect(answered(null, 20)).resolves.toBe('a record')
  })

  it('does not leave for somebody who was put out while it was on its way, nor does what goes on', async () => {
    const events = { handle: () => from(['one', 'two', 'three']) }
    const seen: unknown[] = []
    const stream = outAfter(2).intercept(aContext(), events)
    await expect(lastValueFrom(stream.pipe(toArray()))).rejects.toMatchObject({ code: 'unauthenticated' })
    outAfter(2)
      .intercept(aContext(), events)
      .subscribe({ next: (event) => seen.push(event), error: () => undefined })
    await sleep(20)
    expect(seen).toEqual(['one', 'two'])
  })

  it('leaves for whoever is put out by what they did, and for whom nobody has to know', async () => {
    const one = { handle: () => from(['done']) }
    await expect(lastValueFrom(outAfter(0).intercept(aContext(true), one))).resolves.toBe('done')
    await expect(lastValueFrom(outAfter(0).intercept(aContext(false, null as never), one))).resolves.toBe('done')
  })
})
