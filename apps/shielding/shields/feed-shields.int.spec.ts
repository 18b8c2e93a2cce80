import {
  appendEntry,
  Fault,
  listDesks,
  newChildId,
  NATIONAL_DESK,
  readRecord,
  restrictChild,
  type AppendEntry,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { DesksService } from '../desks/desks.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { ShieldsService } from './shields.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  room.fakes.identity.answers(listDesks, async () => ({ desks: [{ authority: '383', officers: 3 }] }))
})

beforeEach(() => {
  childId = newChildId(randomInt)
  asUsual()
})

afterAll(() => room?.close())

const asUsual = () => answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
const protect = (id = childId) => inACall(() => room.get(ShieldsService).protect({ childId: id, source: 'pds' }))
const stored = (id = childId) => room.db.collection<Protection>('protections').findOne({ _id: id })
const steps = (id = childId) => room.db.collection<Step>('steps').find({ childId: id }).sort({ version: 1 }).toArray()
const isDone = () => {
  room.get(ErrandsService).wake()
  return until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 50)
}
const recorded = (): AppendEntry[] => room.fakes.audit.questions(appendEntry)
const restricted = () => room.fakes.directory.questions(restrictChild).map((one) => one.childId)
const officer = (personId: string) => aCaller({ role: 'shield-officer', personId, authority: NATIONAL_DESK })
const ofTheirs = (caller = officer('o-1')) => room.get(DesksService).judge(caller)
const take = async (caller = officer('o-1'), kind: 'place' | 'confirm' = 'place') =>
  room
    .get(StagesService)
    .take(caller, childId, { kinds: [kind], action: `shield-${kind}`, code: null }, await ofTheirs(caller))

describe('a shield that a source asks for', () => {
  it('is an interim one as any other, with its step and its entry, in which no person stands', async () => {
    await protect()
    const { shield, version } = (await stored())!
    const by = 'feed:pds'
    expect(shield).toMatchObject({ state: 'interim', tier: 'standard', ground: 'other', channel: 'feed', tierBy: by })
    expect(shield).toMatchObject({ requestedBy: by, placedBy: null, dueAt: expect.any(Date) })
    expect(await steps()).toMatchObject([{ kind: 'interim-shield', version, by, ground: 'other', channel: 'feed' }])
    expect(restricted()).toEqual([childId])
    expect(await isDone()).toBe(true)
    expect(recorded()).toMatchObject([
      {
        caller: { personId: by, role: 'service', organisation: '' },
        ...{ action: 'shield-request', outcome: 'done', children: [{ childId, shown: 'nothing' }] },
      },
    ])
  })

  it("is the national desk's, whichever authority the directory says is responsible", async () => {
    await protect()
    const desks = room.get(DesksService)
    const { shield } = (await stored())!
    expect(shield!.authority).toBeNull()
    expect(await inACall(() => desks.decidesAbout(officer('o-1'), shield!.authority))).toBe(true)
    expect(await inACall(() => desks.find(aCaller({ role: 'shield-officer' }), childId))).toBeNull()
    await take()
    await take(officer('o-2'), 'confirm')
    expect((await stored())!.shield).toMatchObject({ state: 'confirmed', placedBy: 'o-1' })
  })

  it('is there once: again it changes nothing, also of one that people have placed, or are about to end', async () => {
    await protect()
    const states = async (): Promise<object> => ({ protection: await stored(), steps: await steps() })
    const same = async (): Promise<void> => {
      expect(await isDone()).toBe(true)
      const before = await states()
      const entries = recorded().length
      await Promise.all([protect(), protect()])
      expect(await isDone()).toBe(true)
      expect(await states()).toEqual(before)
      expect(recorded()).toHaveLength(entries)
    }
    await same()
    await take()
    await same()
    await take(officer('o-2'), 'confirm')
    await same()
    const ending = { kinds: ['propose-lift'], action: 'shield-lift', code: 'risk-ended' } as const
    await room.get(StagesService).take(officer('o-1'), childId, ending, await ofTheirs())
    await same()
  })

  it('leaves the one that somebody has asked for, at its own desk', async () => {
    const question = { childId, ground: 'fleeing-abuse', channel: 'parent' } as const
    await inACall(() => room.get(ShieldsService).request(aCaller(), question))
    await protect()
    expect((await stored())!.shield).toMatchObject({ ground: 'fleeing-abuse', channel: 'parent', authority: '383' })
    expect(await steps()).toHaveLength(1)
  })

  it('holds from when it is committed, while the directory is away, which does its part when it is back', async () => {
    room.fakes.directory.answers(restrictChild, async () => {
      throw Fault.unavailable('directory')
    })
    await expect(protect()).rejects.toMatchObject({ code: 'unavailable' })
    expect((await room.get(ProtectionService).stance(childId)).view).toBe('visible')
    asUsual()
    expect(await isDone()).toBe(true)
    expect(restricted()).toContain(childId)
  })

  it('protects whoever goes on for the child, and both where they are apart again', async () => {
    const into = newChildId(randomInt)
    await inACall(() => room.get(MergesService).merge(officer('o-1'), childId, into))
    await protect()
    for (const one of [childId, into]) expect((await stored(one))!.shield).toMatchObject({ channel: 'feed' })
    expect(restricted()).toEqual(expect.arrayContaining([into]))
    await inACall(() => room.get(MergesService).split(officer('o-1'), childId))
    for (const one of [childId, into]) expect((await stored(one))!.shield).not.toBeNull()
  })

  it('asks no record first: nobody sees the child yet', async () => {
    room.fakes.directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    await protect()
    expect((await stored())!.shield).toMatchObject({ state: 'interim' })
  })
})
