import { api, pathTo, type ShieldNow } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import {
  aCensus,
  aPupil,
  asAdministrator,
  childIdsOf,
  startTestStack,
  type ApiClient,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'

const SEED = 29
const VICTIMS = ['shielding', 'directory', 'audit'] as const

/** Whom to kill while a step is taken, and how many milliseconds after it was asked for: one for each step. */
const KILLS = fc.sample(fc.tuple(fc.constantFrom(...VICTIMS), fc.nat(120)), { seed: SEED, numRuns: 5 })

/** Each step, who takes it, and the state from which it is over. */
const STEPS = [
  { route: api.shields.place, by: 'shield-officer-1', body: {}, to: 'placed' },
  { route: api.shields.confirm, by: 'shield-officer-2', body: {}, to: 'confirmed' },
  { route: api.shields.proposeLift, by: 'shield-officer-1', body: { code: 'risk-ended' }, to: 'lift-proposed' },
  { route: api.shields.agreeLift, by: 'shield-officer-2', body: {}, to: 'lift-agreed' },
  { route: api.shields.decideLift, by: 'cpmt', body: { decision: 'lift' }, to: null },
] as const

describe(`services are killed with -9 while a shield is placed, confirmed and lifted, seed ${SEED} (I2, I3)`, () => {
  let stack: TestStack
  let databases: Awaited<ReturnType<typeof asAdministrator>>
  let practitioner: ApiClient
  let childId: string
  const people = new Map<string, ApiClient>()
  const pupil = aPupil({ urn: '107809', address: { lines: ['9 Safe House'], postcode: 'LS6 1ZX' } })

  beforeAll(async () => {
    stack = await startTestStack()
    databases = await asAdministrator(stack)
    practitioner = await stack.signIn('practitioner')
    for (const { by } of STEPS) if (!people.has(by)) people.set(by, await stack.signIn(by))
    await (await stack.supplier()).loadFeed(aCensus([pupil]))
    childId = (await childIdsOf(databases, [pupil])).get(pupil.ref)!
    expect((await practitioner.shield(childId)).status).toBe(201)
  })

  afterAll(async () => {
    await databases?.close()
    await stack?.remove()
  })

  const shown = async (): Promise<string> => {
    const { status, body } = await practitioner.disclose(childId).catch(() => ({ status: 503, body: {} }))
    return `${status} ${JSON.stringify(body)}`
  }

  /** Asks until the step is taken, by this request or by one whose answer was lost. */
  async function take({ route, by, body, to }: (typeof STEPS)[number]): Promise<void> {
    const ask = async (): Promise<boolean> => {
      const path = pathTo(route, { childId })
      const answer = await people
        .get(by)!
        .post<ShieldNow & { current?: { state: string } }>(path, body)
        .catch(() => null)
      if (answer?.status === 404 && to === null) return true // it has been lifted already
      return answer?.status === 200 || answer?.body.current?.state === to
    }
    expect(await until(ask, 60_000, 200)).toBe(true)
  }

  it('and nothing is shown before the lifting is decided, all is afterwards, and each step was recorded', async () => {
    for (const [n, step] of STEPS.entries()) {
      const [victim, after] = KILLS[n]!
      const over = new AbortController()
      const watching = (async () => {
        while (step.to !== null && !over.signal.aborted) expect(await shown()).not.toMatch(/Safe House|LS6/)
      })()
      const taking = take(step)
      await sleep(after)
      await stack.kill(victim)
      await taking
      over.abort()
      await watching
    }
    expect(await until(async () => (await shown()).includes('Safe House'), 30_000, 200)).toBe(true)
    const kinds = await databases.db('shielding').collection('steps').find({ childId }).sort({ version: 1 }).toArray()
    expect(kinds.map(({ kind }) => String(kind))).toEqual([
      'interim-shield',
      'place',
      'confirm',
      'propose-lift',
      'agree-lift',
      'lift',
    ])
    const outbox = databases.db('shielding').collection('outbox')
    expect(await until(async () => (await outbox.countDocuments()) === 0, 30_000, 100)).toBe(true)
    const recorded = databases.db('audit').collection('entries')
    const actions = await recorded.distinct('action', { outcome: 'done' })
    expect(actions).toEqual(expect.arrayContaining(['shield-place', 'shield-confirm', 'shield-lift']))
    const lifts = await recorded.find({ action: 'shield-lift', outcome: 'done', role: 'cpmt' }).toArray()
    expect(lifts.length).toBeGreaterThan(0)
  }, 240_000)
})
