import {
  ANSWER_TIMES,
  listDesks,
  NATIONAL_DESK,
  newChildId,
  SHIELD_AGES,
  SHIELD_BREAKDOWNS,
  type CountedRows,
  type ReadAnswerFigure,
} from '@contactpoint/contracts'
import { aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import type { StoredCase } from '../override-cases/override-cases.schema.ts'
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
})

beforeEach(async () => {
  await stored().deleteMany({})
})

afterAll(() => room?.close())

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

  it('reads none of them but those that go on as another', async () => {
    const whole = shielded({})
    const others = Array.from({ length: 20 }, () => shielded({}))
    await stored().insertMany([whole, ...others, neverShielded(), shielded({}, 1, whole._id)])
    for (const by of SHIELD_BREAKDOWNS) {
      await room.db.command({ profile: 2 })
      await count(by)
      await room.db.command({ profile: 0 })
      const looks = await room.db.collection('system.profile').find({ 'command.aggregate': 'protections' }).toArray()
      await room.db.dropCollection('system.profile')
      expect(looks).toHaveLength(1)
      expect(looks[0]!['docsExamined']).toBeLessThan(5)
    }
  })

  it('says when that was', async () => {
    const before = Date.now()
    const { at, rows: none } = await count('state')
    expect(none).toEqual([])
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before)
  })
})

describe('how long attempts to override a shield waited', () => {
  const cases = () => room.db.collection<StoredCase>('override_cases')
  const DAYS = { from: '2026-10-01', to: '2026-11-30' }
  const MINUTE_MS = 60 * 1000
  let made = 0

  /** An attempt. @param minutes until it was answered; null: it is not */
  const attempt = (openedAt: string, minutes: number | null, desk = '383'): StoredCase => ({
    ...{ _id: `c-${made++}`, childId: newChildId(randomInt), reason: 'assessment', caseReference: null, desk },
    ...{ personId: 'p-1', identity: 'p-1', sessionId: 's-1', organisation: 'Bradford', authority: '380' },
    ...{ isRefused: false, escalateAfterMinutes: 60, suspendAfterMinutes: 2_880, failures: 0, shownUntil: null },
    ...(minutes === null
      ? { state: 'open' as const, code: null, answeredBy: null, answeredAt: null }
      : { state: 'legitimate' as const, code: 'manager-confirms' as const, answeredBy: 'm-1' }),
    openedAt: new Date(openedAt),
    answeredAt: minutes === null ? null : new Date(Date.parse(openedAt) + minutes * MINUTE_MS),
  })
  const times = async (ask: Partial<ReadAnswerFigure> = {}) => {
    const read = () => room.get(FiguresService).answers({ by: 'month', ...DAYS, desk: null, ...ask })
    return Object.fromEntries((await inACall(read)).rows.map(({ key, counts }) => [key, counts]))
  }

  beforeEach(async () => {
    await cases().deleteMany({})
  })

  it('is one of five classes for each, whose bounds are still inside', async () => {
    const waited = [1, 60, 61, 240, 241, 1_440, 1_441, 9_999, null, null]
    await cases().insertMany(waited.map((minutes) => attempt('2026-11-09T12:00:00Z', minutes)))
    expect(ANSWER_TIMES).toHaveLength(5)
    expect(await times()).toEqual({ '2026-11': [2, 2, 2, 2, 2] })
  })

  it('is of the month, and of the days, on which the attempt was made, whenever it was answered', async () => {
    const days = ['2026-09-30T23:59:59Z', '2026-10-01T00:00:00Z', '2026-10-31T23:59:59Z', '2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z'] // prettier-ignore
    await cases().insertMany(days.map((day) => attempt(day, 30)))
    expect(await times()).toEqual({ '2026-10': [2, 0, 0, 0, 0], '2026-11': [1, 0, 0, 0, 0] })
    expect(await times({ from: '2026-10-31', to: '2026-10-31' })).toEqual({ '2026-10': [1, 0, 0, 0, 0] })
  })

  it('is by the desk that is to answer, and of one desk alone', async () => {
    const day = '2026-11-09T12:00:00Z'
    await cases().insertMany([attempt(day, 1), attempt(day, null), attempt(day, 100, NATIONAL_DESK)])
    expect(await times({ by: 'authority' })).toEqual({ '383': [1, 0, 0, 0, 1], [NATIONAL_DESK]: [0, 1, 0, 0, 0] })
    expect(await times({ desk: NATIONAL_DESK })).toEqual({ '2026-11': [0, 1, 0, 0, 0] })
  })
})
