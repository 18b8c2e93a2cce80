import { appendEntry, Fault, listDesks, newChildId, releaseChild, restrictChild } from '@contactpoint/contracts'
import type { AppendEntry, Role, ShieldNow } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import type { Stage } from '../protection/stages.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { AGREEING, CONFIRMING, decidingLift, PLACING, proposing, refusing, reviewing } from './deciding.rules.ts'
import { DecidingService } from './deciding.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const desks = [
    { authority: '383', officers: 2 },
    { authority: '380', officers: 1 },
  ]
  room.fakes.identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(async () => {
  childId = newChildId(randomInt)
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  room.fakes.directory.answers(releaseChild, async () => ({}))
  await inACall(() => room.get(ShieldsService).request(who('p-1', 'practitioner'), asked()))
})

afterAll(() => room?.close())

const asked = () => ({ childId, ground: 'fleeing-abuse', channel: 'user' }) as const
const who = (personId: string, role: Role, authority = '383', identity = personId) =>
  aCaller({ personId, role, authority, identity })
const [one, two, team] = [who('o-1', 'shield-officer'), who('o-2', 'shield-officer'), who('m-1', 'cpmt')]
const take = (caller: ReturnType<typeof who>, stage: Stage): Promise<ShieldNow> =>
  inACall(() => room.get(DecidingService).take(caller, childId, stage))
const stored = () => room.db.collection<Protection>('protections').findOne({ _id: childId })
const steps = () => room.db.collection<Step>('steps').find({ childId }).sort({ version: 1 }).toArray()
const entries = (): AppendEntry[] => room.fakes.audit.questions(appendEntry)
/** Versions at which this child was released, each once: the errands may ask again, also for a child of the test before. */
const released = () => {
  const asked = room.fakes.directory.questions(releaseChild).filter((one) => one.childId === childId)
  return [...new Set(asked.map(({ version }) => version))]
}
const late = (state: string, version: number) => ({ code: 'conflict', current: { state, version } })
const HOUR = 60 * 60 * 1000

async function confirmed(): Promise<void> {
  await take(one, PLACING)
  await take(two, CONFIRMING)
}

describe('A shield', () => {
  it('is placed by one officer and confirmed by another, who then have six months until its review', async () => {
    const { since } = (await stored())!.shield!
    const placed = await take(one, PLACING)
    expect(placed).toMatchObject({ childId, state: 'placed', tier: 'standard', version: 2 })
    expect(Date.parse(placed.dueAt!) - since.getTime()).toBeGreaterThanOrEqual(24 * HOUR)
    const { state, dueAt } = await take(two, CONFIRMING)
    expect(state).toBe('confirmed')
    const months = (Date.parse(dueAt!) - Date.now()) / (30 * 24 * HOUR)
    expect(months).toBeGreaterThan(5.9)
    expect(months).toBeLessThan(6.3)
    expect((await steps()).map(({ kind, by }) => [kind, by])).toEqual([
      ['interim-shield', 'p-1'],
      ['place', 'o-1'],
      ['confirm', 'o-2'],
    ])
  })

  it('is placed by nobody who asked for it, and confirmed by neither, whichever of their accounts they use (I8)', async () => {
    await expect(take(who('p-9', 'shield-officer', '383', 'p-1'), PLACING)).rejects.toMatchObject(late('interim', 1))
    await take(one, PLACING)
    for (const same of [one, who('o-9', 'shield-officer', '383', 'o-1'), who('p-9', 'shield-officer', '383', 'p-1')])
      await expect(take(same, CONFIRMING)).rejects.toMatchObject(late('placed', 2))
    expect((await stored())!.shield!.state).toBe('placed')
  })

  it('is nobody’s to people of another authority, and what they tried is recorded', async () => {
    const other = who('o-8', 'shield-officer', '380')
    await expect(take(other, PLACING)).rejects.toMatchObject({ code: 'not-found' })
    expect(await until(async () => entries().some(({ outcome }) => outcome === 'not-found'), 10_000, 50)).toBe(true)
  })

  it('of a child without an authority, or of one that has no officers, is the national desk’s', async () => {
    for (const authority of [null, '201']) {
      childId = newChildId(randomInt)
      room.fakes.directory.answers(restrictChild, async () => ({ hidden: [], authority }))
      await inACall(() => room.get(ShieldsService).request(who('p-1', 'practitioner'), asked()))
      await expect(take(one, PLACING)).rejects.toMatchObject({ code: 'not-found' })
      expect(await take(who('n-1', 'shield-officer', '000'), PLACING)).toMatchObject({ state: 'placed' })
    }
  })

  it('is confirmed once when two officers would at the same moment, and the later learns the state as it is', async () => {
    await take(one, PLACING)
    const three = who('o-3', 'shield-officer')
    const done = await Promise.allSettled([take(two, CONFIRMING), take(three, CONFIRMING)])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: late('confirmed', 3) })
  })
})

describe('A request for a shield', () => {
  it('is refused by two officers and the management team, and holds until the last of them', async () => {
    const because = refusing('no-risk-found')
    await expect(take(team, because)).rejects.toMatchObject(late('interim', 1))
    expect(await take(one, because)).toMatchObject({ state: 'interim' })
    await expect(take(one, because)).rejects.toMatchObject(late('refusal-proposed', 2))
    expect(await take(two, because)).toMatchObject({ state: 'interim' })
    expect((await stored())!.shield).not.toBeNull()
    await expect(take(who('m-9', 'cpmt', '383', 'o-2'), because)).rejects.toMatchObject(late('refusal-agreed', 3))
    expect(await take(team, because)).toEqual({ childId, state: null, tier: 'standard', version: 4, dueAt: null })
    expect(released()).toEqual([4])
  })

  it('is placed after all by an officer who has seen more, as long as the team has not decided', async () => {
    await take(one, refusing('other'))
    expect(await take(two, PLACING)).toMatchObject({ state: 'placed' })
    await expect(take(two, refusing('other'))).resolves.toMatchObject({ state: 'placed' })
  })
})

describe('A lifting', () => {
  it('takes two officers and the management team, and shows everything again when it is answered (S30)', async () => {
    await confirmed()
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject(late('confirmed', 3))
    await take(one, proposing('risk-ended'))
    await expect(take(one, AGREEING)).rejects.toMatchObject(late('lift-proposed', 4))
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject(late('lift-proposed', 4))
    expect(await take(two, AGREEING)).toMatchObject({ state: 'lift-proposed' })
    expect(await take(team, decidingLift('lift'))).toMatchObject({ state: null, version: 6 })
    expect(await room.get(ProtectionService).stance(childId)).toMatchObject({ view: 'full', version: 6 })
    expect(released()).toEqual([6])
  })

  it('waits for its record: while audit is away the shield stays (I2)', async () => {
    await confirmed()
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    room.fakes.audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await stored()).toMatchObject({ version: 5, shield: { state: 'lift-proposed' } })
    expect(released()).toEqual([])
  })

  it('is finished by the errands when the directory was away', async () => {
    await confirmed()
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    room.fakes.directory.answers(releaseChild, async () => {
      throw Fault.unavailable('directory')
    })
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject({ code: 'unavailable' })
    room.fakes.directory.answers(releaseChild, async () => ({}))
    const outbox = room.db.collection('outbox')
    expect(await until(async () => (await outbox.countDocuments({ kind: 'restrict' })) === 0, 20_000, 50)).toBe(true)
  })

  it('is over when somebody asks for the shield, whoever has agreed to it: none of them knew (S30)', async () => {
    await confirmed()
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    const again = { childId, ground: 'adoption', channel: 'user' } as const
    const answer = await inACall(() => room.get(ShieldsService).request(who('p-2', 'practitioner'), again))
    expect(answer).toEqual({ childId, state: 'interim' })
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject(late('confirmed', 6))
    expect((await steps()).at(-1)).toMatchObject({ kind: 'asked-again', by: 'p-2', ground: 'adoption', version: 6 })
    expect((await stored())!.shield).toMatchObject({ state: 'confirmed', ground: 'fleeing-abuse', ending: null })
    expect(released()).toEqual([])
  })

  it('and a request at the same moment end in one of two ways: not lifted, or shielded anew', async () => {
    await confirmed()
    await take(one, proposing('risk-ended'))
    await take(two, AGREEING)
    await Promise.allSettled([
      take(team, decidingLift('lift')),
      inACall(() => room.get(ShieldsService).request(who('p-2', 'practitioner'), asked())),
    ])
    expect((await stored())!.shield).toMatchObject({ ending: null })
    expect(await room.get(ProtectionService).stance(childId)).toMatchObject({ view: 'visible' })
  })

  it('is over when the team keeps the shield, which is due for review again', async () => {
    await confirmed()
    await take(one, proposing('family-asks'))
    expect(await take(team, decidingLift('keep'))).toMatchObject({ state: 'confirmed' })
    expect((await stored())!.shield!.ending).toBeNull()
  })
})

describe('A review', () => {
  it('that is late escalates, again each week, and the shield stays for ever (S29, I3)', async () => {
    await confirmed()
    const protections = room.db.collection<Protection>('protections')
    const weeksAgo = (weeks: number) => new Date(Date.now() - weeks * 7 * 24 * HOUR)
    for (let times = 1; times <= 3; times++) {
      const longAgo = { 'shield.dueAt': weeksAgo(1 + times), 'shield.escalateAt': weeksAgo(times) }
      await protections.updateOne({ _id: childId }, { $set: longAgo })
      await room.get(StagesService).escalate(100)
      const { shield } = (await stored())!
      expect(shield).toMatchObject({ state: 'confirmed', escalations: times })
      expect(shield!.escalateAt.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * HOUR)
      expect(shield!.dueAt).toEqual(longAgo['shield.dueAt'])
    }
    expect(await take(team, reviewing('keep'))).toMatchObject({ state: 'confirmed' })
  })

  it('may ask for lifting, which its officers then propose', async () => {
    await confirmed()
    await take(team, reviewing('propose-lift'))
    expect((await stored())!.shield).toMatchObject({ state: 'confirmed', isLiftWanted: true })
    await take(one, proposing('risk-ended'))
    expect((await stored())!.shield).toMatchObject({ state: 'lift-proposed', isLiftWanted: false })
  })
})
