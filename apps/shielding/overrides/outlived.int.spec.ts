import {
  checkOverrideGrant,
  listDesks,
  mergeRecords,
  newChildId,
  readRecord,
  releaseChild,
  restrictChild,
  stepUp,
  type Role,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { AGREEING, CONFIRMING, decidingLift, PLACING, proposing } from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import type { Stage } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { OverridesService } from './overrides.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string
let holder: ReturnType<typeof aCaller>
const who = (personId: string, role: Role = 'shield-officer') => aCaller({ personId, role, authority: '383' })
const [one, two, team] = [who('o-1'), who('o-2'), who('m-1', 'cpmt')]

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  room.fakes.identity.answers(listDesks, async () => ({ desks: [{ authority: '383', officers: 4 }] }))
})

beforeEach(async () => {
  childId = newChildId(randomInt)
  holder = aCaller({ personId: `p-${childId}`, sessionId: `s-${childId}`, mayOverride: true })
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  const { directory, identity } = room.fakes
  directory.answers(readRecord, async ({ view }) =>
    view === 'overridden' ? { full: true, child: whole() } : { full: false, child: aVisibleChild(childId) },
  )
  directory.answers(restrictChild, async () => ({ hidden: [], authority: '383' }))
  directory.answers(releaseChild, async () => ({}))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  for (const question of [stepUp, checkOverrideGrant]) identity.answers<object, object>(question, async () => ({}))
  await shield()
})

afterAll(() => room?.close())

const whole = () => ({
  ...aVisibleChild(childId),
  ...{ formerNames: [], address: { lines: ['7 Cutwater Lane'], postcode: 'BD5 0AA' }, carers: [], education: null },
  ...{ gpPracticeCode: null, dateOfDeath: null, authority: null, involvements: [] },
})
const shield = (id = childId) =>
  inACall(() =>
    room
      .get(ShieldsService)
      .request(aCaller({ personId: 'asker' }), { childId: id, ground: 'fleeing-abuse', channel: 'user' }),
  )
const take = (by: typeof one, stage: Stage) => inACall(() => room.get(DecidingService).take(by, childId, stage))
const tier = (by: typeof one, tier: 'standard' | 'sealed') =>
  inACall(() => room.get(TiersService).set(by, { childId, tier }))
const isWhole = async () => {
  const ask = { childId, reason: 'assessment' } as const
  return 'address' in (await inACall(() => room.get(DisclosuresService).open(holder, ask))).child
}
const stored = (id = childId) => room.db.collection<Protection>('protections').findOne({ _id: id })
const ends = (id = childId) =>
  room.db.collection<Step>('steps').find({ childId: id, kind: 'override-end' }).sort({ version: 1 }).toArray()

async function override(): Promise<void> {
  const overrides = room.get(OverridesService)
  const { attemptId } = await inACall(() => overrides.attempt(holder, { childId, reason: 'safeguarding-concern' }))
  await inACall(() => overrides.begin(holder, { childId, attemptId, pin: '1', code: '2' }))
  expect(await isWhole()).toBe(true)
}

async function lift(): Promise<void> {
  await take(one, PLACING)
  await take(two, CONFIRMING)
  await take(one, proposing('risk-ended'))
  await take(two, AGREEING)
  await take(team, decidingLift('lift'))
}

describe('an override', () => {
  it('ends with the shield against which it was begun: it shows nothing of the next', async () => {
    await override()
    await lift()
    expect((await stored())!.overrides).toEqual([])
    expect(await ends()).toMatchObject([{ by: 'm-1' }])
    await shield()
    expect(await isWhole()).toBe(false)
  })

  it('ends when the child is sealed: it shows nothing once that is opened', async () => {
    await override()
    await tier(one, 'sealed')
    expect(await ends()).toMatchObject([{ by: 'o-1' }])
    await tier(two, 'standard')
    expect(await isWhole()).toBe(false)
  })

  it('ends when another record goes on as the child: it shows nothing of that', async () => {
    const other = newChildId(randomInt)
    await override()
    await shield(other)
    await inACall(() => room.get(MergingService).merge(one, other, childId))
    expect(await ends()).toMatchObject([{ by: 'o-1' }])
    expect(await isWhole()).toBe(false)
  })

  it('that is over by the time of the step is not ended by it once more', async () => {
    await override()
    const protections = room.db.collection<Protection>('protections')
    await protections.updateOne({ _id: childId }, { $set: { 'overrides.0.until': new Date(0) } })
    await tier(one, 'sealed')
    expect(await ends()).toEqual([])
  })
})
