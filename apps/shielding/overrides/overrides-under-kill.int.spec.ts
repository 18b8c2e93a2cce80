import { api, pathTo, type OverrideAttempted } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import {
  aCensus,
  aPupil,
  asAdministrator,
  childIdsOf,
  codeShown,
  demoAccount,
  startTestStack,
  type ApiClient,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'

const SEED = 41
const VICTIMS = ['shielding', 'directory', 'audit', 'identity'] as const
const ROUNDS = 2
/** Whom to kill while each of the three steps is taken, and how many milliseconds after it was asked for. */
const KILLS = fc.sample(fc.array(fc.tuple(fc.constantFrom(...VICTIMS), fc.nat(150)), { minLength: 3, maxLength: 3 }), {
  ...{ seed: SEED, numRuns: ROUNDS },
})

describe(`services are killed with -9 while a shield is overridden, seed ${SEED} (I2, I3, S27)`, () => {
  let stack: TestStack
  let databases: Awaited<ReturnType<typeof asAdministrator>>
  let [practitioner, holder] = [] as unknown as [ApiClient, ApiClient]
  let account: Awaited<ReturnType<typeof demoAccount>>
  let childId: string
  const pupil = aPupil({ urn: '101494', address: { lines: ['9 Safe House'], postcode: 'LS6 1ZX' } })

  beforeAll(async () => {
    stack = await startTestStack()
    databases = await asAdministrator(stack)
    practitioner = await stack.signIn('practitioner')
    account = await demoAccount(stack, 'practitioner-override')
    holder = await stack.signIn('practitioner-override')
    await (await stack.supplier()).loadFeed(aCensus([pupil]))
    childId = (await childIdsOf(databases, [pupil])).get(pupil.ref)!
    expect((await practitioner.shield(childId)).status).toBe(201)
  })

  afterAll(async () => {
    await databases?.close()
    await stack?.remove()
  })

  const shows = async (who = holder): Promise<boolean | null> => {
    const answer = await who.disclose(childId).catch(() => null)
    return answer?.status === 200 ? JSON.stringify(answer.body).includes('Safe House') : null
  }
  const post = <T>(path: string, body: object) => holder.post<T>(path, body).catch(() => null)
  /** While it is asked for, again and again, until this holds. */
  const under = async ([victim, after]: [string, number], done: () => Promise<boolean>): Promise<void> => {
    const asking = until(done, 60_000, 200)
    await sleep(after)
    await stack.kill(victim)
    expect(await asking).toBe(true)
  }
  const signedIn = async (): Promise<void> => {
    await databases
      .db('identity')
      .collection('authenticators')
      .updateMany({}, { $set: { lastStep: 0 } })
  }

  it('and nothing is shown before it begins or after it has ended, and whatever is shown has a case and an entry', async () => {
    for (const [attempting, beginning, ending] of KILLS) {
      let attemptId = ''
      await under(attempting!, async () => {
        const answer = await post<OverrideAttempted>(pathTo(api.overrides.attempt, { childId }), {
          reason: 'assessment',
        })
        attemptId = answer?.status === 201 ? answer.body.attemptId : ''
        return attemptId !== ''
      })
      expect(await until(async () => (await shows()) === false, 30_000, 100)).toBe(true)
      await under(beginning!, async () => {
        await signedIn()
        const proof = { attemptId, pin: account.pin, code: codeShown(account) }
        const answer = await post<object>(pathTo(api.overrides.begin, { childId }), proof)
        return answer?.status === 201 || answer?.status === 409 // begun, by this request or by one whose answer was lost
      })
      expect(await until(async () => (await shows()) === true, 30_000, 100)).toBe(true)
      expect(await shows(practitioner)).toBe(false)
      await under(ending!, async () => {
        const path = pathTo(api.overrides.end, { overrideId: attemptId })
        return (await holder.delete(path).catch(() => null))?.status === 204
      })
      expect(await until(async () => (await shows()) === false, 30_000, 100)).toBe(true)
    }
    const outbox = databases.db('shielding').collection('outbox')
    expect(await until(async () => (await outbox.countDocuments()) === 0, 30_000, 100)).toBe(true)
    const shown = await databases
      .db('shielding')
      .collection('override_cases')
      .countDocuments({ shownUntil: { $ne: null } })
    expect(shown).toBe(ROUNDS)
    const entries = databases.db('audit').collection('entries')
    const counted = async (action: string) => entries.countDocuments({ action, outcome: 'done' })
    expect(await counted('override-attempt')).toBeGreaterThanOrEqual(ROUNDS)
    expect(await counted('override')).toBeGreaterThanOrEqual(ROUNDS)
    expect(await counted('override-end')).toBeGreaterThanOrEqual(ROUNDS)
  }, 300_000)
})
