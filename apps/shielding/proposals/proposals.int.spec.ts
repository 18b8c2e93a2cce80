import {
  appendEntry,
  Fault,
  getPlace,
  listContactTasks,
  listDesks,
  listNear,
  locateChild,
  mergeRecords,
  moveChild,
  newChildId,
  restrictChild,
  splitRecord,
  type NearRecord,
  type Role,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { RegisterService } from '../register/register.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { WorkService } from '../work/work.service.ts'
import { ProposalsService } from './proposals.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let { directory, audit, identity } = {} as typeof room.fakes
let [childId, other] = ['', '']
let authorities: Map<string, string>
let near: NearRecord[]

const who = (personId: string, role: Role, authority = '383', one = personId) =>
  aCaller({ personId, role, authority, identity: one })
const [one, two, team] = [who('o-1', 'shield-officer'), who('o-2', 'shield-officer'), who('m-1', 'cpmt')]
const [theirs, theirTeam] = [who('o-8', 'shield-officer', '380'), who('m-8', 'cpmt', '380')]
const failing = (fault: Fault) => async (): Promise<never> => {
  throw fault
}
const [notFound, away] = [failing(Fault.notFound()), failing(Fault.unavailable('directory'))]

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  ;({ directory, audit, identity } = room.fakes)
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(async () => {
  ;[childId, other] = [newChildId(randomInt), newChildId(randomInt)]
  authorities = new Map([childId, other].map((id) => [id, '383']))
  near = []
  asUsual()
  await shield(childId)
})

afterAll(() => room?.close())

function asUsual(): void {
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  const authorityOf = (id: string): string => authorities.get(id) ?? '201'
  directory.answers(restrictChild, async (ask) => ({ hidden: [], authority: authorityOf(ask.childId) }))
  directory.answers(getPlace, async ({ code }) => (code === '999' ? notFound() : { code, name: 'Somewhere' }))
  directory.answers(locateChild, async (ask) =>
    authorities.has(ask.childId) ? { authority: authorityOf(ask.childId) } : notFound(),
  )
  directory.answers(listNear, async () => ({ authority: '383', records: near }))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  directory.answers(splitRecord, async () => ({ hidden: [] }))
  directory.answers(moveChild, async ({ childId: id, authority }) => {
    authorities.set(id, authority)
    return {}
  })
  directory.answers(listContactTasks, async () => ({ tasks: [] }))
}

const shield = (id: string) =>
  inACall(() => room.get(ShieldsService).request(aCaller(), { childId: id, ground: 'adoption', channel: 'user' }))
const service = () => room.get(ProposalsService)
const offer = (caller = one, authority = '380', id = childId) => inACall(() => service().offer(caller, id, authority))
const accept = (caller = theirs, id = childId) => inACall(() => service().accept(caller, id))
const propose = (kind: 'merge' | 'split', caller = one, otherChildId = other) =>
  inACall(() => service().propose(caller, childId, { kind, otherChildId, authority: null }))
const agree = (kind: 'merge' | 'split', caller = two) => inACall(() => service().agree(caller, childId, kind))
const refuse = (caller = two) => inACall(() => service().refuse(caller, childId))
const stored = (id = childId) => room.db.collection<Protection>('protections').findOne({ _id: id })
const view = async (id: string) => (await room.get(ProtectionService).stance(id)).view
const read = (caller = one) => inACall(() => room.get(RegisterService).read(caller, childId))
const waits = async (caller: typeof one) =>
  (await inACall(() => room.get(WorkService).list(caller))).items
    .filter((item) => item.childId === childId && item.kind !== 'place')
    .map(({ kind }) => kind)
const nothingLeft = () => {
  room.get(ErrandsService).wake()
  return until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 50)
}
const entriesOf = (action: string) =>
  audit.questions(appendEntry).filter((entry) => entry.action === action && entry.children[0]?.childId === childId)
const gone = { code: 'not-found' }
const elsewise = (state: string) => ({ code: 'conflict', current: { state } })

describe('a shielded child that is handed over', () => {
  it('is the other desk’s from the moment it accepts, and its shield holds before, between and after', async () => {
    expect(await offer()).toMatchObject({ childId, kind: 'handover', state: 'open' })
    expect([await waits(one), await waits(theirs), await waits(theirTeam)]).toEqual([
      ['handover-offered'],
      ['accept-handover'],
      ['accept-handover'],
    ])
    expect((await read()).proposal).toMatchObject({ kind: 'handover', authority: '380', proposedBy: 'o-1' })
    await expect(read(theirs)).rejects.toMatchObject(gone)
    const before = await stored()
    expect(await accept()).toMatchObject({ childId, state: 'interim', version: before!.version + 1 })
    expect(directory.questions(moveChild)).toEqual([{ childId, authority: '380' }])
    expect(await view(childId)).toBe('visible')
    await expect(read()).rejects.toMatchObject(gone)
    expect((await read(theirs)).steps.map(({ kind }) => kind)).toEqual(['interim-shield', 'move'])
    expect([await waits(one), await waits(theirs)]).toEqual([[], []])
    expect(await nothingLeft()).toBe(true)
    expect(entriesOf('record-propose')).toHaveLength(1)
    expect(entriesOf('record-move')).toMatchObject([{ outcome: 'done', caller: { personId: 'o-8' } }])
  })

  it('is taken by nobody but the desk to which it is offered, and never by who offered it, under whichever account (I8)', async () => {
    await expect(accept()).rejects.toMatchObject(gone)
    await offer()
    for (const nobody of [one, two, team, who('n-1', 'shield-officer', '000')])
      await expect(accept(nobody)).rejects.toMatchObject(gone)
    const same = who('o-9', 'shield-officer', '380', 'o-1')
    await expect(accept(same)).rejects.toMatchObject(elsewise('handover-proposed'))
    expect((await stored())!.shield!.authority).toBe('383')
    await expect(offer(theirs, '383')).rejects.toMatchObject(gone)
  })

  it('goes to an authority of the list for which another desk decides: to none without officers of its own but through the national one', async () => {
    await expect(offer(one, '999')).rejects.toMatchObject({ places: [{ rule: 'isListed' }] })
    await expect(offer(one, '383')).rejects.toMatchObject({ places: [{ rule: 'isOfAnotherDesk' }] })
    await offer(one, '201')
    await expect(accept(theirs)).rejects.toMatchObject(gone)
    expect(await accept(who('n-1', 'shield-officer', '000'))).toMatchObject({ state: 'interim' })
  })

  it('stays where it is when either desk refuses, and can be offered again', async () => {
    for (const refusing of [theirTeam, team]) {
      await offer()
      await expect(offer()).rejects.toMatchObject(elsewise('handover-proposed'))
      expect(await refuse(refusing)).toMatchObject({ kind: 'handover', state: 'refused' })
      await expect(accept()).rejects.toMatchObject(gone)
    }
    await expect(refuse(theirs)).rejects.toMatchObject(gone)
    expect((await stored())!.shield!.authority).toBe('383')
  })

  it('is taken once when two of the desk accept at the same moment, which stops every answer under way about it', async () => {
    const stance = await room.get(ProtectionService).stance(childId)
    await offer()
    const done = await Promise.allSettled([accept(theirs), accept(theirTeam)])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await inACall(() => room.get(ProtectionService).guard([stance]))).toBe(false)
  })
})

describe('whose a child is after a crash', () => {
  it('is the new desk’s at once, and the directory follows when it is back', async () => {
    await offer()
    directory.answers(moveChild, away)
    await expect(accept()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await read(theirs)).toMatchObject({ childId })
    asUsual()
    expect(await nothingLeft()).toBe(true)
    expect(authorities.get(childId)).toBe('380')
  })

  it('is said by the errand of a process that died when it had committed, and no mark that comes later takes it back', async () => {
    await inACall(() => room.get(MergesService).move(theirs, childId, '380'))
    await shield(childId) // whose marks the directory answers as it knows them: still the old authority
    expect((await stored())!.shield!.authority).toBe('380')
    expect(await nothingLeft()).toBe(true)
    expect([authorities.get(childId), (await stored())!.shield!.authority]).toEqual(['380', '380'])
  })

  it('is that of the last of two handovers, in whichever order their errands are done', async () => {
    directory.answers(moveChild, away)
    await inACall(() => room.get(MergesService).move(theirs, childId, '380'))
    await inACall(() => room.get(MergesService).move(one, childId, '201'))
    asUsual()
    expect(await nothingLeft()).toBe(true)
    expect(new Set(directory.questions(moveChild).map(({ authority }) => authority))).toEqual(new Set(['201']))
  })
})

describe('two records of one child', () => {
  it('become one when another officer agrees, both protected, and two again likewise, with entries that do not name the other', async () => {
    expect(await propose('merge')).toMatchObject({ kind: 'merge', state: 'open' })
    expect([await view(other), directory.questions(mergeRecords)]).toEqual(['full', []])
    expect([await waits(one), await waits(two), await waits(team)]).toEqual([[], ['agree-merge'], []])
    expect((await read(two)).proposal).toMatchObject({ kind: 'merge', otherChildId: other })
    expect(await agree('merge')).toMatchObject({ childId, state: 'interim' })
    expect(directory.questions(mergeRecords)).toEqual([{ childId: other, into: childId }])
    expect([await view(other), (await stored(other))!.mergedInto]).toEqual(['visible', childId])
    await propose('split', two)
    expect(await waits(one)).toEqual(['agree-split'])
    await agree('split', one)
    expect([await view(other), (await stored(other))!.mergedInto]).toEqual(['visible', null])
    expect((await stored(other))!.shield!.authority).toBe('383')
    expect(await nothingLeft()).toBe(true)
    for (const action of ['record-propose', 'record-merge', 'record-split'])
      expect(JSON.stringify(entriesOf(action))).not.toContain(other)
  })

  it('take two officers of the desk: not who proposed it, under whichever account, nor anybody else (I8)', async () => {
    await expect(agree('merge')).rejects.toMatchObject(elsewise('interim'))
    await propose('merge')
    for (const same of [one, who('o-7', 'shield-officer', '383', 'o-1')])
      await expect(agree('merge', same)).rejects.toMatchObject(elsewise('merge-proposed'))
    await expect(agree('merge', theirs)).rejects.toMatchObject(gone)
    await expect(agree('split')).rejects.toMatchObject({ code: 'conflict' })
    expect(directory.questions(mergeRecords)).toEqual([])
    expect(await nothingLeft()).toBe(true)
    const outcomes = new Set(entriesOf('record-merge').map(({ outcome }) => outcome))
    expect([...outcomes].sort()).toEqual(['not-found', 'refused'])
  })

  it('are of the desk, or near: no child of another authority vanishes into one of this', async () => {
    const stranger = newChildId(randomInt)
    for (const nobody of [stranger, childId, 'not an id'])
      await expect(propose('merge', one, nobody)).rejects.toMatchObject(gone)
    authorities.set(other, '380')
    await expect(propose('merge')).rejects.toMatchObject(gone)
    await shield(other)
    await expect(propose('merge')).rejects.toMatchObject(gone)
    await expect(propose('split')).rejects.toMatchObject(gone)
    near = [{ child: aVisibleChild(other), common: ['shown'], effect: 'invisible', state: 'open' }]
    expect(await propose('merge')).toMatchObject({ kind: 'merge' })
  })

  it('are left alone when what was proposed does not fit any more, or is refused', async () => {
    await propose('merge')
    authorities.set(other, '380')
    await expect(agree('merge')).rejects.toMatchObject(elsewise('merge-proposed'))
    await refuse()
    authorities.set(other, '383')
    await expect(agree('merge')).rejects.toMatchObject({ code: 'conflict' })
    expect(directory.questions(mergeRecords)).toEqual([])
  })
})
