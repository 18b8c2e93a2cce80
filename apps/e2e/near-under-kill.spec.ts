import { api, pathTo } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aPupil, type ApiClient, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReadyAgain } from './crashes.trip.ts'
import { setOut } from './outset.trip.ts'

const SEED = 11
/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'
/** Milliseconds after which one dies: in the request for a shield, in the row of a twin, in the decision, in sealing. */
const [DELAYS] = fc.sample(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(25), fc.nat(40)), { seed: SEED, numRuns: 1 }) as [
  [number, number, number, number],
]

describe(`the directory and shielding are killed with -9 while they cover, quarantine, give back and seal, seed ${SEED} (I5)`, () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['6 Safe House'], postcode: 'LS17 9AB' } })
  const brother = aPupil({ urn: LEEDS_SCHOOL, surname: pupil.surname, address: pupil.address })
  const [twin, later] = [twinOf(pupil, 'TR1 9AD'), twinOf(pupil, 'NE1 9AE')]
  let officer: ApiClient
  let [childId, twinId] = ['', '']

  beforeAll(async () => {
    await trip.census.deliver(pupil, brother, twin)
    childId = await trip.census.childIdOf(pupil)
    twinId = await trip.census.childIdOf(twin)
    officer = await trip.stack.signIn('shield-officer-1')
  })

  /** Does it, kills somebody in the middle, and does it again until it is done, as who got no answer would. */
  async function killedIn(delay: number, work: () => Promise<number>, victim = 'directory'): Promise<void> {
    const first = work().catch(() => 599)
    await sleep(delay)
    await trip.stack.kill(victim)
    await first
    expect(await isReadyAgain(trip.stack)).toBe(true)
    expect(await until(async () => (await work().catch(() => 599)) < 300, 30_000, 200)).toBe(true)
  }
  const statusOf = async (childId: string): Promise<number> => (await trip.practitioner.disclose(childId)).status
  const shows = async (pupil: Pupil): Promise<string> =>
    JSON.stringify((await trip.practitioner.disclose(await trip.census.childIdOf(pupil))).body)

  it('a shield that was acknowledged has covered the household and hidden the twin', async () => {
    await killedIn(DELAYS[0], async () => (await trip.practitioner.shield(childId)).status)
    expect(await statusOf(twinId)).toBe(404)
    expect(await shows(brother)).not.toMatch(/LS17|Safe House/)
    expect(await shows(pupil)).not.toMatch(/LS17|Safe House/)
  })

  it('a twin that comes later is hidden, and its row has one fate', async () => {
    const file = trip.census.nextFile([later])
    const delivered = trip.census.deliverFile(file)
    await sleep(DELAYS[1])
    await trip.stack.kill('directory')
    const { report, fates } = await delivered
    expect(await isReadyAgain(trip.stack)).toBe(true)
    expect(report).toMatchObject({ state: 'applied', rows: 1, waiting: 0 })
    expect(fates).toMatchObject({ created: 0, parked: 1, waiting: 0 })
    expect(await statusOf(await trip.census.childIdOf(later))).toBe(404)
  })

  it('a decision that was acknowledged has given one back, and no other', async () => {
    const path = pathTo(api.shields.decideNear, { childId, otherId: twinId })
    const how = { decision: 'not-the-child', code: 'school-confirms' }
    await killedIn(DELAYS[2], async () => (await officer.post(path, how)).status)
    expect(await until(async () => (await statusOf(twinId)) === 200, 10_000, 100)).toBe(true)
    expect(await statusOf(await trip.census.childIdOf(later))).toBe(404)
    expect(await shows(brother)).not.toMatch(/LS17|Safe House/)
  })

  it.each(['shielding', 'directory'])(
    'a shield that was sealed, and the seal acknowledged, hides that there is such a child: %s dies',
    async (victim) => {
      const path = pathTo(api.shields.setTier, { childId })
      await killedIn(DELAYS[3], async () => (await officer.post(path, { tier: 'sealed' })).status, victim)
      expect(await statusOf(childId)).toBe(404)
      expect(await statusOf(await trip.census.childIdOf(later))).toBe(404)
    },
  )
})

/** A row of its own about the same child, elsewhere and with other carers. */
function twinOf({ surname, forename, dob }: Pupil, postcode: string): Pupil {
  return { ...aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['1 Other Street'], postcode } }), surname, forename, dob }
}
