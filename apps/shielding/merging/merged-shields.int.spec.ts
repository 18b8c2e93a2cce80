import {
  Fault,
  listDesks,
  mergeRecords,
  newChildId,
  releaseChild,
  restrictChild,
  splitRecord,
  type Role,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { AGREEING, CONFIRMING, decidingLift, PLACING, proposing } from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import type { Stage } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { MergingService } from './merging.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let [childId, into] = ['', '']
/** Ids of those that the directory has marked: it joins nobody with whoever is less protected. */
let marked: Set<string>

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  room.fakes.identity.answers(listDesks, async () => ({ desks: [{ authority: '383', officers: 4 }] }))
})

beforeEach(async () => {
  ;[childId, into] = [newChildId(randomInt), newChildId(randomInt)]
  marked = new Set()
  asUsual()
  for (const id of [childId, into]) await shield(id)
})

afterAll(() => room?.close())

function asUsual(): void {
  const { directory } = room.fakes
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(restrictChild, async (ask) => {
    marked.add(ask.childId)
    return { hidden: [], authority: '383' }
  })
  directory.answers(releaseChild, async (ask) => {
    marked.delete(ask.childId)
    return {}
  })
  directory.answers(mergeRecords, async (ask) => {
    if (marked.has(ask.childId) && !marked.has(ask.into)) throw new Fault('conflict', 'It is protected first')
    return { hidden: [] }
  })
  directory.answers(splitRecord, async () => ({ hidden: [] }))
}

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
const views = async () =>
  Promise.all([childId, into].map(async (id) => (await room.get(ProtectionService).stance(id)).view))
const nothingLeft = () => {
  room.get(ErrandsService).wake()
  return until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 50)
}
const refused = { code: 'conflict' }

async function confirm(id: string): Promise<void> {
  await take(one, PLACING, id)
  await take(two, CONFIRMING, id)
}

describe('two records that were sealed by two people', () => {
  it('are opened by neither of them once they are one, nor apart again, and by somebody else (I8)', async () => {
    await tier(one, childId, 'sealed')
    await tier(two, into, 'sealed')
    await merge()
    for (const sealer of [one, two]) await expect(tier(sealer, into, 'standard')).rejects.toMatchObject(refused)
    expect((await stored(into))!.shield!.tier).toBe('sealed')
    expect(await tier(three, into, 'standard')).toMatchObject({ tier: 'standard' })
    expect((await stored(into))!.shield).not.toHaveProperty('alsoSealedBy')
    await split()
    for (const sealer of [one, two]) await expect(tier(sealer, childId, 'standard')).rejects.toMatchObject(refused)
    expect(await tier(three, childId, 'standard')).toMatchObject({ tier: 'standard' })
  })

  it('are opened as ever where one of them alone was, and what an older version kept of that is read on', async () => {
    await tier(one, childId, 'sealed')
    await merge()
    expect((await stored(into))!.shield).not.toHaveProperty('alsoSealedBy')
    await expect(tier(one, into, 'standard')).rejects.toMatchObject(refused)
    expect(await tier(two, into, 'standard')).toMatchObject({ tier: 'standard' })
  })
})

describe('the shield of a record that was merged of two', () => {
  const lift = async (): Promise<void> => {
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    await take(team, decidingLift('lift'))
  }

  it('is lifted of both, and what is split off afterwards is as free as what it was part of', async () => {
    await confirm(into)
    await merge()
    await lift()
    expect(await views()).toEqual(['full', 'full'])
    expect(await nothingLeft()).toBe(true)
    expect(marked.has(into)).toBe(false)
    room.fakes.directory.forget()
    await split()
    // Whoever takes over what was left of it asks again.
    const [asked, ...again] = room.fakes.directory.questions(splitRecord)
    expect(asked).toMatchObject({ childId, into, restricted: false })
    for (const one of again) expect(one).toEqual(asked)
    expect(await views()).toEqual(['full', 'full'])
  })

  it('is ended by nobody who had begun to end that of one of them before', async () => {
    await confirm(into)
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    await merge()
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject({ current: { state: 'confirmed' } })
    expect(await views()).toEqual(['visible', 'visible'])
    await lift()
    expect(await views()).toEqual(['full', 'full'])
  })

  /** The directory has not made the two one yet. */
  const liftBeforeItFollows = async (): Promise<void> => {
    await confirm(into)
    room.fakes.directory.answers(mergeRecords, async () => {
      throw Fault.unavailable('directory')
    })
    await expect(merge()).rejects.toMatchObject({ code: 'unavailable' })
    await lift()
  }

  it('holds up no merge that the directory has not made yet when it is lifted', async () => {
    await liftBeforeItFollows()
    asUsual()
    expect(await nothingLeft()).toBe(true)
    expect(room.fakes.directory.questions(mergeRecords).at(-1)).toEqual({ childId, into })
    expect([...marked]).toEqual([])
  })

  it('that is placed anew while the directory makes that merge is not taken off by it', async () => {
    await liftBeforeItFollows()
    expect(await until(async () => !marked.has(into), 10_000, 20)).toBe(true)
    room.fakes.directory.forget()
    room.fakes.directory.answers(mergeRecords, async () => {
      asUsual()
      await shield(childId)
      throw new Fault('conflict', 'It is protected first')
    })
    expect(await nothingLeft()).toBe(true)
    expect(room.fakes.directory.questions(releaseChild)).toEqual([])
    expect([...marked].sort()).toEqual([childId, into].sort())
  })
})
