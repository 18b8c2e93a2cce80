import { api, pathTo } from '@contactpoint/contracts'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { aPupil, type ApiAnswer } from '@contactpoint/testing'
import { until } from '@contactpoint/stack'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReadyAgain, pause } from './crashes.trip.ts'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'
import { entriesIn, shownIn, type Shown } from './receipts.trip.ts'

const SEED = 7
const BURST = 300
const AT_A_TIME = 20

const pupils = Array.from({ length: 12 }, () => aPupil({ contacts: [] }))
const [pupil] = pupils as [(typeof pupils)[number]]
const CHILD_DATA = new RegExp(
  pupils.flatMap(({ surname, forename }) => [surname, forename]).join('|') + '|High Street|LS1',
)

describe('no disclosure without a durable receipt (I2)', () => {
  const trip = setOut()
  let childIds: string[]

  beforeAll(async () => {
    expect((await trip.census.deliver(...pupils)).fates.created).toBe(pupils.length)
    childIds = await Promise.all(pupils.map((one) => trip.census.childIdOf(one)))
  })

  const ask = () => Promise.all([trip.practitioner.disclose(childIds[0]!), trip.practitioner.search(minimumFor(pupil))])
  const expectNothingShown = (answers: ApiAnswer<object>[]) => {
    for (const { status, headers, body } of answers) {
      expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 503, retryAfter: '2' })
      expect(JSON.stringify(body)).not.toMatch(CHILD_DATA)
      expect(Object.keys(body)).not.toContain('child')
    }
  }
  const worksAgain = () => until(async () => (await ask()).every(({ status }) => status === 200), 30_000)

  it('shows nothing while audit does not answer, nor while it is dead, and works again by itself', async () => {
    await pause(trip.stack, 'audit')
    const whilePaused = await ask()
    await trip.stack.kill('audit')
    const whileDead = await ask()
    expectNothingShown([...whilePaused, ...whileDead])
    expect(await worksAgain()).toBe(true)
  })

  it.each([
    ['cache-control', 'no-store'],
    ['cache-control', 'no-cache'],
    ['prefer', 'return=minimal'],
    ['prefer', 'respond-async'],
    ['x-no-audit', 'true'],
    ['x-audit', 'off'],
    ['x-forwarded-for', '10.0.0.1'],
    ['x-http-method-override', 'GET'],
    ['dnt', '1'],
  ])('is not changed by a header of the client: %s: %s', async (name, value) => {
    const path = pathTo(api.children.disclose, { childId: childIds[1]! })
    const { status, body } = await trip.practitioner.post<Shown>(path, { reason: 'assessment' }, { [name]: value })
    expect(status).toBe(200)
    expect(await shownIn(trip, childIds[1]!)).toContain(body.receipt.index)
    expect((await entriesIn(trip)).at(body.receipt.index)).toMatchObject({ ...body.receipt })
  })

  it(`holds when audit, shielding and the directory are killed in the midst of a burst, seed ${SEED}`, async () => {
    const shown = await burst(seededKills())
    expect(await isReadyAgain(trip.stack)).toBe(true)
    expect(shown).toHaveLength(BURST)
    const entries = await entriesIn(trip)
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_entry, i) => i))
    for (const { receipt } of shown) expect(entries[receipt.index]).toMatchObject({ ...receipt, outcome: 'shown' })
    expect(new Set(shown.map(({ receipt }) => receipt.index)).size).toBe(BURST)
    for (const childId of childIds) {
      const recorded = await shownIn(trip, childId)
      for (const { receipt } of shown.filter((one) => one.childId === childId))
        expect(recorded).toContain(receipt.index)
    }
  })

  /** Which service dies after how many disclosures. */
  function seededKills(): Map<number, string> {
    const order = fc.shuffledSubarray(['audit', 'shielding', 'directory', 'audit'], { minLength: 4, maxLength: 4 })
    const kills = fc.record({ order, at: fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }) })
    const [{ order: services, at }] = fc.sample(kills, { seed: SEED, numRuns: 1 }) as [
      { order: string[]; at: number[] },
    ]
    return new Map(services.map((service, i) => [20 + i * 60 + at[i]!, service]))
  }

  /** Opens records, several at a time, until so many were shown; who is told to come back does. */
  async function burst(kills: Map<number, string>): Promise<Shown[]> {
    const shown: Shown[] = []
    let begun = 0
    const reader = async (): Promise<void> => {
      while (begun < BURST) {
        begun += 1
        const childId = childIds[begun % childIds.length]!
        const { receipt } = await insist(childId)
        shown.push({ childId, receipt })
        const service = kills.get(shown.length)
        if (service) await trip.stack.kill(service)
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, reader))
    return shown
  }

  async function insist(childId: string): Promise<Shown> {
    for (;;) {
      const answer = await trip.practitioner.disclose(childId)
      if (answer.status === 200) {
        expect(answer.body.child.childId).toBe(childId)
        return { childId, receipt: answer.body.receipt }
      }
      expectNothingShown([answer])
      await sleep(250)
    }
  }
})
