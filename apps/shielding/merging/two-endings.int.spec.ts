import {
  listDesks,
  mergeRecords,
  newChildId,
  releaseChild,
  restrictChild,
  splitRecord,
  type Role,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { AGREEING, CONFIRMING, decidingLift, PLACING, proposing } from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import type { Stage } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { MergingService } from './merging.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let [childId, into] = ['', '']

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  room.fakes.identity.answers(listDesks, async () => ({ desks: [{ authority: '383', officers: 4 }] }))
})
beforeEach(() => {
  ;[childId, into] = [newChildId(randomInt), newChildId(randomInt)]
  const { directory } = room.fakes
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(restrictChild, async () => ({ hidden: [], authority: '383' }))
  directory.answers(releaseChild, async () => ({}))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  directory.answers(splitRecord, async () => ({ hidden: [] }))
})
afterAll(() => room?.close())

const who = (personId: string, role: Role = 'shield-officer') => aCaller({ personId, role, authority: '383' })
const [one, two, three, team] = [who('o-1'), who('o-2'), who('o-3'), who('m-1', 'cpmt')]
const shield = (id: string) =>
  inACall(() =>
    room
      .get(ShieldsService)
      .request(who('p-1', 'practitioner'), { childId: id, ground: 'police-protection', channel: 'user' }),
  )
const merge = () => inACall(() => room.get(MergingService).merge(three, childId, into))
const split = () => inACall(() => room.get(MergingService).split(three, childId))
const tier = (by: typeof one, id: string, tier: 'standard' | 'sealed') =>
  inACall(() => room.get(TiersService).set(by, { childId: id, tier }))
const take = (by: typeof one, stage: Stage, id = into) => inACall(() => room.get(DecidingService).take(by, id, stage))
const stored = (id: string) => room.db.collection<Protection>('protections').findOne({ _id: id })
const liftAgreed = async () => {
  await take(one, PLACING)
  await take(two, CONFIRMING)
  await take(one, proposing('risk-ended'))
  await take(two, AGREEING)
}

describe('two records, of which one has a shield that is about to be lifted', () => {
  it('split: what stands by itself again is not about to be lifted by what was decided of the other', async () => {
    await merge() // nothing protects them, as stewards do
    await shield(into)
    await liftAgreed()
    await split()
    expect(await Promise.all([childId, into].map(async (id) => (await stored(id))!.shield))).toMatchObject([
      { state: 'confirmed', ending: null },
      { state: 'confirmed', ending: null },
    ])
    for (const id of [childId, into])
      await expect(take(team, decidingLift('lift'), id)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('protected as the other after their split: nobody is about to lift the shield of what was shielded late', async () => {
    await shield(into)
    await liftAgreed()
    expect(await room.get(MergesService).protectAs(childId, into)).toBe(true)
    expect((await stored(childId))!.shield).toMatchObject({ state: 'confirmed', ending: null })
  })

  it('merged with one that has none: nobody is about to lift the shield of both', async () => {
    await shield(into)
    await liftAgreed()
    await merge()
    expect((await stored(into))!.shield).toMatchObject({ state: 'confirmed', ending: null })
  })
})

it('a record that two have sealed is opened by neither', async () => {
  await shield(into)
  await tier(one, into, 'sealed')
  expect(await tier(two, into, 'sealed')).toMatchObject({ tier: 'sealed' })
  await expect(tier(two, into, 'standard')).rejects.toMatchObject({ code: 'conflict' })
  expect(await tier(three, into, 'standard')).toMatchObject({ tier: 'standard' })
})
