import { until } from '@contactpoint/stack'
import {
  aCaller,
  aCensus,
  aPupil,
  asAdministrator,
  asService,
  aService,
  childIdsOf,
  inACall,
  settingsIn,
  startTestStack,
  type ApiClient,
  type Pupil,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { MergesService } from '../protection/merges.service.ts'

const SEED = 17
/** Milliseconds after a kill of shielding until the directory is killed, and from then until shielding is again: for the merge, the split and the handover. */
const DELAYS = fc.sample(fc.tuple(fc.nat(400), fc.nat(150)), { seed: SEED, numRuns: 3 }) as [
  [number, number],
  [number, number],
  [number, number],
]

describe(`shielding and the directory are killed with -9 while records are merged, split and handed over, seed ${SEED} (I5)`, () => {
  let stack: TestStack
  let databases: Awaited<ReturnType<typeof asAdministrator>>
  let practitioner: ApiClient
  const [own, other] = ['LS6', 'LS7'].map((area) =>
    aPupil({ address: { lines: ['9 Safe House'], postcode: `${area} 1ZX` } }),
  ) as [Pupil, Pupil]
  const pupils = [own, other]
  let ids: Map<string, string>

  beforeAll(async () => {
    stack = await startTestStack()
    databases = await asAdministrator(stack)
    practitioner = await stack.signIn('practitioner')
    await (await stack.supplier()).loadFeed(aCensus(pupils))
    ids = await childIdsOf(databases, pupils)
  })

  afterAll(async () => {
    await databases?.close()
    await stack?.remove()
  })

  const idOf = ({ ref }: Pupil): string => ids.get(ref)!
  const officer = aCaller({ role: 'shield-officer', personId: 'officer' })

  /** What a process of shielding commits that dies before it does anything else. */
  async function committed(work: (merges: MergesService) => Promise<unknown>): Promise<void> {
    const { connection } = await asService(stack, 'shielding')
    const copy = await aService(shielding, { settings: settingsIn(stack, 'shielding'), connection })
    await inACall(() => work(copy.get(MergesService, { strict: false })))
    await copy.close()
    await connection.close()
  }

  /** Kills one after the other, and waits until nothing is left to do. All the while nobody sees where either child lives. */
  async function killed([first, second]: [number, number]): Promise<void> {
    const over = new AbortController()
    const watching = (async () => {
      while (!over.signal.aborted)
        for (const pupil of pupils) expect(await shown(pupil)).not.toMatch(/Safe House|LS[67]/)
    })()
    await stack.kill('shielding')
    await sleep(first)
    await stack.kill('directory')
    await sleep(second)
    await stack.kill('shielding')
    const nothingLeft = async (): Promise<boolean> =>
      (await databases
        .db('shielding')
        .collection('outbox')
        .countDocuments({ kind: { $in: ['merging', 'move'] } })) === 0
    expect(await until(nothingLeft, 60_000, 100)).toBe(true)
    over.abort()
    await watching
  }
  const shown = async (pupil: Pupil): Promise<string> => {
    const { status, body } = await practitioner.disclose(idOf(pupil)).catch(() => ({ status: 503, body: {} }))
    return `${status} ${JSON.stringify(body)}`
  }
  const isShown = (pupil: Pupil, status: number): Promise<boolean> =>
    until(async () => (await shown(pupil)).startsWith(String(status)), 30_000, 200)

  it('what is merged with a shielded child is nobody, and the one that goes on is shielded; what is split off again is too', async () => {
    expect((await practitioner.shield(idOf(other))).status).toBe(201)
    await committed((merges) => merges.merge(officer, idOf(other), idOf(own)))
    await killed(DELAYS[0])
    expect([await isShown(own, 200), await isShown(other, 404)]).toEqual([true, true])
    await committed((merges) => merges.split(officer, idOf(other)))
    await killed(DELAYS[1])
    expect([await isShown(own, 200), await isShown(other, 200)]).toEqual([true, true])
    for (const pupil of pupils) expect(await shown(pupil)).not.toMatch(/Safe House|LS[67]/)
  })

  it('a child that another desk has taken over is its own, there and in the directory, and shielded all the while', async () => {
    const authorities = async (): Promise<unknown[]> => {
      const id = { _id: idOf(own) }
      const protection = await databases
        .db('shielding')
        .collection<{ _id: string; shield: { authority: string } }>('protections')
        .findOne(id)
      const child = await databases
        .db('directory')
        .collection<{ _id: string; authority: string }>('children')
        .findOne(id)
      return [protection!.shield.authority, child!.authority]
    }
    const before = await authorities()
    expect(before[0]).toBe(before[1])
    await committed((merges) => merges.move(officer, idOf(own), '380'))
    await killed(DELAYS[2])
    expect(await authorities()).toEqual(['380', '380'])
    expect(await isShown(own, 200)).toBe(true)
    expect(await shown(own)).not.toMatch(/Safe House|LS[67]/)
  })
})
