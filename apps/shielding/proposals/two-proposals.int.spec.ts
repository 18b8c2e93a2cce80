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
  readRecord,
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
import type { Protection } from '../protection/protection.schema.ts'
import type { Stage } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { ListsService } from '../deciding/lists.service.ts'
import { ProposalsService } from './proposals.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let { directory, audit, identity } = {} as typeof room.fakes
let [childId, other] = ['', '']
let authorities: Map<string, string>

const who = (personId: string, role: Role, authority = '383', one = personId) =>
  aCaller({ personId, role, authority, identity: one })
const [one, two, three, team] = [
  who('o-1', 'shield-officer'),
  who('o-2', 'shield-officer'),
  who('o-3', 'shield-officer'),
  who('m-1', 'cpmt'),
]
const theirs = who('o-8', 'shield-officer', '380')
const notFound = async (): Promise<never> => {
  throw Fault.notFound()
}

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  ;({ directory, audit, identity } = room.fakes)
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(async () => {
  ;[childId, other] = [newChildId(randomInt), newChildId(randomInt)]
  authorities = new Map([childId, other].map((id) => [id, '383']))
  asUsual()
  await shield(childId)
})

afterAll(() => room?.close())

function asUsual(): void {
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  const authorityOf = (id: string): string => authorities.get(id) ?? '201'
  directory.answers(restrictChild, async (ask) => ({ hidden: [], authority: authorityOf(ask.childId) }))
  directory.answers(releaseChild, async () => ({}))
  directory.answers(getPlace, async ({ code }) => (code === '999' ? notFound() : { code, name: 'Somewhere' }))
  directory.answers(locateChild, async (ask) =>
    authorities.has(ask.childId) ? { authority: authorityOf(ask.childId) } : notFound(),
  )
  directory.answers(listNear, async () => ({ authority: '383', records: [] }))
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
const propose = (id: string, kind: 'merge' | 'split', otherChildId: string, caller = one) =>
  inACall(() => service().propose(caller, id, { kind, otherChildId, authority: null }))
const agree = (id: string, kind: 'merge' | 'split', caller = two) => inACall(() => service().agree(caller, id, kind))
const stored = (id = childId) => room.db.collection<Protection>('protections').findOne({ _id: id })
const take = (by: typeof one, stage: Stage, id = childId) =>
  inACall(() => room.get(DecidingService).take(by, id, stage))
const tier = (by: typeof one, id: string, tier: 'standard' | 'sealed') =>
  inACall(() => room.get(TiersService).set(by, { childId: id, tier }))

async function liftAgreed(): Promise<void> {
  await take(one, PLACING)
  await take(two, CONFIRMING)
  await take(one, proposing('risk-ended'))
  await take(two, AGREEING)
}

/** Does something once, in the moment in which an entry of this action is being stored. */
function whileRecorded(action: string, work: () => Promise<unknown>): void {
  let isDone = false
  audit.answers(appendEntry, async (entry) => {
    if (entry.action === action && entry.outcome === 'done' && !isDone) {
      isDone = true
      await work()
    }
    return { log: 'england', index: 1, leafHash: 'ab' }
  })
}

/** The same in the moment in which the directory is asked whose the other record is. */
function whileLocated(work: () => Promise<unknown>): void {
  let isDone = false
  directory.answers(locateChild, async () => {
    if (!isDone) {
      isDone = true
      await work()
    }
    return { authority: '383' }
  })
}

it('whoever agrees says of which record, and makes nobody of whom another proposal names by now', async () => {
  const third = newChildId(randomInt)
  authorities.set(third, '383')
  await propose(childId, 'merge', other) // what the second officer reads
  await inACall(() => service().refuse(three, childId))
  await propose(childId, 'merge', third, three)
  const agreeing = (read: string) => inACall(() => service().agree(two, childId, 'merge', read))
  await expect(agreeing(other)).rejects.toMatchObject({ code: 'conflict', current: { state: 'merge-proposed' } })
  expect((await stored(third))?.mergedInto ?? null).toBe(null)
  await agreeing(third)
  expect((await stored(third))?.mergedInto).toBe(childId)
})

describe('a handover and a lift', () => {
  it('at once: whoever was of the desk of before lifts nothing once the other desk has it', async () => {
    await liftAgreed()
    await offer()
    whileRecorded('shield-lift', () => accept())
    await expect(take(team, decidingLift('lift'))).rejects.toMatchObject({ code: 'not-found' })
    expect((await stored())!.shield).toMatchObject({ authority: '380' })
  })

  it('one after the other: what was offered of the shield before is not taken of the next', async () => {
    await offer()
    await liftAgreed()
    await take(team, decidingLift('lift'))
    await shield(childId)
    await expect(accept()).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a lift, and a merge that was proposed before', () => {
  it('is not agreed to of the next shield', async () => {
    await propose(childId, 'merge', other)
    await liftAgreed()
    await take(team, decidingLift('lift'))
    await shield(childId)
    await expect(agree(childId, 'merge')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('two records of which each is to go on as the other', () => {
  it('nothing is left of the second proposal when the first was done, and undone', async () => {
    await shield(other)
    await propose(childId, 'merge', other)
    await propose(other, 'merge', childId)
    await agree(childId, 'merge')
    await propose(childId, 'split', other)
    await agree(childId, 'split')
    await expect(agree(other, 'merge')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a merge and a handover', () => {
  it('of the one that is to vanish, at once: no child of another desk vanishes into one of this', async () => {
    await shield(other)
    await propose(childId, 'merge', other)
    await offer(one, '380', other)
    whileLocated(() => accept(theirs, other))
    await expect(agree(childId, 'merge')).rejects.toMatchObject({ code: 'conflict' })
    expect((await stored(other))!.mergedInto ?? null).toBe(null)
  })

  it('of the one that is to go on, at once: nobody of the desk of before proposes anything about it any more', async () => {
    await offer()
    whileLocated(() => accept())
    await expect(propose(childId, 'merge', other, two)).rejects.toMatchObject({ code: 'not-found' })
    expect(await room.db.collection('proposals').countDocuments({ childId, state: 'open' })).toBe(0)
  })
})

describe('an opening and a merge', () => {
  it('at once: nobody opens what they have sealed', async () => {
    await shield(other)
    await tier(one, childId, 'sealed')
    await tier(two, other, 'sealed')
    await propose(childId, 'merge', other, one)
    whileRecorded('shield-tier', () => agree(childId, 'merge', three))
    await expect(tier(two, childId, 'standard')).rejects.toMatchObject({ code: 'conflict' })
    expect((await stored())!.shield!.tier).toBe('sealed')
  })

  it('and a handover at once: whoever was of the desk of before opens nothing once the other desk has it', async () => {
    await tier(one, childId, 'sealed')
    await offer()
    whileRecorded('shield-tier', () => accept())
    await expect(tier(two, childId, 'standard')).rejects.toMatchObject({ code: 'not-found' })
    expect((await stored())!.shield).toMatchObject({ authority: '380', tier: 'sealed' })
  })
})

describe('two bulk lists', () => {
  it('that share a child, sent at once, are both done', async () => {
    const ids = Array.from({ length: 6 }, () => newChildId(randomInt))
    for (const id of ids) authorities.set(id, '383')
    directory.answers(readRecord, async ({ childId: id }) => ({
      full: true,
      child: {
        ...aVisibleChild(id),
        ...{ formerNames: [], address: null, carers: [], education: null, gpPracticeCode: null, dateOfDeath: null },
        ...{ authority: { code: '383', name: 'Leeds' }, involvements: [] },
      },
    }))
    const rows = ids.map((id) => ({ childId: id, ground: 'other' as const }))
    const send = (by: typeof one) => inACall(() => room.get(ListsService).place(by, rows))
    const done = await Promise.allSettled([send(one), send(two)])
    const placed = done.map((one) => (one.status === 'fulfilled' ? one.value : one.reason))
    expect(placed).toEqual([0, 1].map(() => ({ placed: expect.any(Number), before: expect.any(Number) })))
    for (const key of ['placed', 'before'] as const)
      expect(placed.reduce((sum: number, one) => sum + one[key], 0)).toBe(ids.length)
  })
})
