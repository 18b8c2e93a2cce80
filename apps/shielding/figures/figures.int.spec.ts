import {
  listDesks,
  NATIONAL_DESK,
  newChildId,
  SHIELD_AGES,
  SHIELD_BREAKDOWNS,
  type CountedRows,
} from '@contactpoint/contracts'
import { aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import type { Protection, Shield } from '../protection/protection.schema.ts'
import { FiguresService } from './figures.service.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let room: Room<'identity'>

beforeAll(async () => {
  room = await aRoom(shielding, ['identity'])
  const desks = [
    { authority: '383', officers: 2 },
    { authority: '380', officers: 2 },
  ]
  room.fakes.identity.answers(listDesks, async () => ({ desks }))
}, 60_000)

beforeEach(async () => {
  await stored().deleteMany({})
})

afterAll(() => room?.close(), 60_000)

const stored = () => room.db.collection<Protection>('protections')
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)

/** A child who is shielded. @param late for so many days; less than nothing: it is due then */
function shielded(given: Partial<Shield>, late = -1, mergedInto: string | null = null): Protection {
  const shield: Shield = {
    ...{ state: 'confirmed', tier: 'standard', tierBy: 'p-1', ground: 'adoption', channel: 'user', requestedBy: 'p-1' },
    ...{ placedBy: null, ending: null, isLiftWanted: false, authority: '383', escalations: 0, since: daysAgo(2) },
    ...{ dueAt: daysAgo(late), escalateAt: daysAgo(late - 1) },
    ...given,
  }
  const child = { _id: newChildId(randomInt), version: 1, guardedAt: null, changedAt: daysAgo(2) }
  return { ...child, shield, ...(mergedInto && { mergedInto }) }
}

const neverShielded = (): Protection => {
  return { _id: newChildId(randomInt), version: 0, shield: null, guardedAt: new Date(), changedAt: null }
}

const count = (by: (typeof SHIELD_BREAKDOWNS)[number], desk: string | null = null): Promise<CountedRows> =>
  inACall(() => room.get(FiguresService).read({ by, desk }))
const rows = async (...given: Parameters<typeof count>) =>
  Object.fromEntries((await count(...given)).rows.map(({ key, counts }) => [key, counts]))

describe('how many shields there are', () => {
  it('is those in force now, apart by whether the next step is late', async () => {
    await stored().insertMany([
      shielded({}),
      shielded({}, 3),
      shielded({}, 1),
      shielded({ state: 'interim' }, 1),
      shielded({ state: 'placed', tier: 'sealed' }),
      neverShielded(),
    ])
    expect(await rows('state')).toEqual({ confirmed: [1, 2], interim: [0, 1], placed: [1, 0] })
    expect(await rows('tier')).toEqual({ standard: [1, 3], sealed: [1, 0] })
  })

  it('is by age as the time goes on', async () => {
    const ages = [0, 6, 8, 25, 35, 150, 200, 350, 370, 2_000]
    await stored().insertMany(ages.map((days) => shielded({ since: daysAgo(days) })))
    expect(await rows('age')).toEqual(Object.fromEntries(SHIELD_AGES.map((age) => [age, [2, 0]])))
  })

  it('counts a child once whose record goes on as another', async () => {
    const whole = shielded({})
    await stored().insertMany([whole, shielded({}, 1, whole._id)])
    for (const by of SHIELD_BREAKDOWNS) {
      const all = (await count(by)).rows.flatMap(({ counts }) => counts)
      expect(all.reduce((sum, one) => sum + one, 0)).toBe(1)
    }
  })

  it('is for a desk of its own children, for the national one of those who have no other desk', async () => {
    await stored().insertMany([
      ...[shielded({}), shielded({}, 1), shielded({ authority: '380' }), shielded({ authority: '201' })],
      shielded({ authority: null }),
    ])
    expect(await rows('authority')).toEqual({ null: [1, 0], '201': [1, 0], '380': [1, 0], '383': [1, 1] })
    expect(await rows('authority', '383')).toEqual({ '383': [1, 1] })
    expect(await rows('state', '383')).toEqual({ confirmed: [1, 1] })
    expect(await rows('authority', NATIONAL_DESK)).toEqual({ null: [1, 0], '201': [1, 0] })
    expect(await rows('state', '202')).toEqual({})
  })

  it('says when that was', async () => {
    const before = Date.now()
    const { at, rows: none } = await count('state')
    expect(none).toEqual([])
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before)
  })
})
