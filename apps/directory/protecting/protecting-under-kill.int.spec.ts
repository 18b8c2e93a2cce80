import { until } from '@contactpoint/stack'
import {
  aCensus,
  aPdsFile,
  aPupil,
  asAdministrator,
  startTestStack,
  type ApiClient,
  type Patient,
  type Pupil,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'

const SEED = 23
/** Milliseconds from when a file is sent until shielding is killed, then the directory, then shielding once more. */
const DELAYS = fc.sample(fc.tuple(fc.nat(600), fc.nat(400), fc.nat(400)), { seed: SEED, numRuns: 3 })

describe(`shielding and the directory are killed with -9 while a source holds children back, seed ${SEED} (I5)`, () => {
  let stack: TestStack
  let databases: Awaited<ReturnType<typeof asAdministrator>>
  let practitioner: ApiClient
  let pds: ApiClient

  beforeAll(async () => {
    stack = await startTestStack()
    databases = await asAdministrator(stack)
    practitioner = await stack.signIn('practitioner')
    pds = await stack.supplier('pds')
  })

  afterAll(async () => {
    await databases?.close()
    await stack?.remove()
  })

  const home = (n: number) => ({ lines: [`${n} Safe House`], postcode: 'LS6 1ZX' })
  const patientOf = ({ surname, forename, dob }: Pupil, n: number): Patient => {
    const who = { given: [forename], family: surname, birthDate: dob, gender: 'female' }
    return { id: `900000${String(n).padStart(4, '0')}`, label: 'U', ...who, address: home(n) }
  }
  const idOf = async ({ id }: Patient): Promise<string> => {
    const links = databases.db('directory').collection<{ _id: string; childId: string }>('source_records')
    return (await links.findOne({ _id: `pds:${id}` }))!.childId
  }
  const shown = async (childId: string): Promise<string> => {
    const { status, body } = await practitioner.disclose(childId).catch(() => ({ status: 503, body: {} }))
    return `${status} ${JSON.stringify(body)}`
  }
  const fourThings = async (childId: string): Promise<boolean> => {
    const told = await shown(childId)
    if (/Safe House|LS6/.test(told)) throw new Error('It shows where the child lives')
    return told.startsWith('200')
  }

  it.each(DELAYS)('after %i, %i and %i ms: shielded, never shown whole, nothing left to do', async (a, b, c) => {
    const pupils = [aPupil(), aPupil()] as const
    const n = Number(pupils[0].ref.slice(1)) * 10
    const known = patientOf({ ...pupils[0] }, n)
    await (await stack.supplier()).loadFeed(aCensus([{ ...pupils[0], address: home(n) }], { serial: String(n) }))
    await pds.loadFeed(aPdsFile([known], { serial: String(n).padStart(3, '0') }), 'pds')
    const childId = await idOf(known)
    expect(await until(async () => (await shown(childId)).startsWith('200'), 20_000)).toBe(true)
    expect(await shown(childId)).toContain('Safe House')

    const restricted = [known, patientOf(pupils[1], n + 1)].map(({ address: _none, ...patient }) => {
      return { ...patient, label: 'R' as const, version: 2 }
    })
    const sent = pds.loadFeed(aPdsFile(restricted, { serial: String(n + 1).padStart(3, '0') }), 'pds')
    for (const [delay, name] of [
      [a, 'shielding'],
      [b, 'directory'],
      [c, 'shielding'],
    ] as const) {
      await sleep(delay)
      await stack.kill(name)
    }
    await sent
    expect(/Safe House|LS6/.test(await shown(childId))).toBe(false)
    const ids = [childId, await idOf(restricted[1]!)]
    for (const one of ids) expect(await until(() => fourThings(one), 60_000, 200)).toBe(true)
    const left = () => databases.db('directory').collection('outbox').countDocuments()
    expect(await until(async () => (await left()) === 0, 60_000, 200)).toBe(true)
    const protections = databases.db('shielding').collection<{ _id: string; shield: object }>('protections')
    for (const one of ids)
      expect((await protections.findOne({ _id: one }))!.shield).toMatchObject({
        ...{ state: 'interim', channel: 'feed', requestedBy: 'feed:pds', authority: null },
      })
    const steps = databases.db('shielding').collection('steps')
    for (const one of ids) expect(await steps.countDocuments({ childId: one, kind: 'interim-shield' })).toBe(1)
  })
})
