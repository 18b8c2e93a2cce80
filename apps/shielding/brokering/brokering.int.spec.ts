import {
  appendEntry,
  Fault,
  gatherInvolvements,
  getPerson,
  listContactTasks,
  listDesks,
  locateChild,
  newChildId,
  type BrokerOutcome,
  type ReviewedInvolvement,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { WorkService } from '../work/work.service.ts'
import type { StoredRequest } from './brokering.schema.ts'
import { BrokeringService } from './brokering.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let { directory, audit, identity } = {} as typeof room.fakes
let childId: string
let authorities: Map<string, string>

const CARD = { name: 'Samira Khan', organisation: 'Bradford', phone: '01274960456', email: 's.khan@example.gov.uk' }
const LEAD: ReviewedInvolvement = {
  ...{ involvementId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', version: 1, service: 'social-care', organisation: null },
  ...{ personName: 'Aisha Patel', phone: '01134960123', email: null, startDate: '2026-03-02', endDate: null },
  ...{ leadProfessional: true, hasAssessment: false, contactAsOf: null, consent: null },
}
const asker = aCaller({ personId: 'asker', identity: 'asker', authority: '380', organisation: 'Bradford' })
const team = aCaller({ personId: 'm-1', role: 'cpmt' })
const otherTeam = aCaller({ personId: 'm-2', role: 'cpmt', authority: '380' })
/** The asker, under an account of the team. */
const askerOfTeam = aCaller({ personId: 'm-3', identity: 'asker', role: 'cpmt' })
const notFound = async (): Promise<never> => {
  throw Fault.notFound()
}

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  ;({ directory, audit, identity } = room.fakes)
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(() => {
  childId = newChildId(randomInt)
  authorities = new Map([[childId, '383']])
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  identity.answers(getPerson, async () => CARD)
  directory.answers(locateChild, async ({ childId: one }) =>
    authorities.has(one) ? { authority: authorities.get(one)! } : notFound(),
  )
  directory.answers(gatherInvolvements, async () => ({ authority: '383', items: [LEAD] }))
  directory.answers(listContactTasks, async () => ({ tasks: [] }))
})

afterAll(() => room?.close())

const service = () => room.get(BrokeringService)
const ask = (who = asker, id = childId) =>
  inACall(() => service().ask(who, { childId: id, reason: 'safeguarding-concern', caseReference: 'SW/7' }))
const list = async (who = team) =>
  (await inACall(() => service().list(who))).items.filter((one) => authorities.has(one.childId))
const read = (requestId: string, who = team) => inACall(() => service().read(who, requestId))
const answer = (requestId: string, outcome: BrokerOutcome = 'passed-on', who = team) =>
  inACall(() => service().answer(who, { requestId, outcome }))
const work = async (who = team) => (await inACall(() => room.get(WorkService).list(who))).items
const shield = (id = childId) =>
  inACall(() => room.get(ShieldsService).request(aCaller(), { childId: id, ground: 'other', channel: 'user' }))
const seal = (id = childId) => inACall(() => room.get(ProtectionService).setTier(team, id, 'sealed', () => undefined))
const stored = () => room.db.collection<StoredRequest>('broker_requests')
const entriesOf = (one: string) =>
  audit
    .questions(appendEntry)
    .filter(({ action }) => action === one)
    .map(({ action, outcome, reason, children }) => ({ action, outcome, reason, children }))
const gone = { code: 'not-found' }

describe('a request to be put in touch', () => {
  it('is recorded, then kept: who asks and why, and no card, which identity keeps', async () => {
    const { requestId, receipt } = await ask()
    expect(receipt.index).toBe(7)
    expect(entriesOf('broker-request')).toEqual([
      {
        ...{ action: 'broker-request', outcome: 'done', reason: 'safeguarding-concern' },
        children: [{ childId, shown: 'nothing' }],
      },
    ])
    const { askedAt, dueAt, ...kept } = (await stored().findOne({ _id: requestId }))!
    expect(kept).toMatchObject({ childId, authority: '383', personId: 'asker', caseReference: 'SW/7', state: 'open' })
    expect(dueAt.getTime() - askedAt.getTime()).toBe(7 * 24 * 3_600_000)
    expect(JSON.stringify(kept)).not.toMatch(/Samira|0127496|Patel/)
  })

  it('is not kept when nothing can be recorded (I2)', async () => {
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await stored().countDocuments({ childId })).toBe(0)
  })

  it('is one while it is open, also when it is asked twice at the same moment, and one of each who asks', async () => {
    const ids = await Promise.all([ask(), ask(), ask()])
    expect(new Set(ids.map(({ requestId }) => requestId)).size).toBe(1)
    const other = await ask(aCaller({ personId: 'asker-2' }))
    expect(other.requestId).not.toBe(ids[0]!.requestId)
    await answer(ids[0]!.requestId, 'declined')
    expect((await ask()).requestId).not.toBe(ids[0]!.requestId)
  })

  it('is answered alike, and asks the directory for no involvement, whoever works with the child and whatever is shielded', async () => {
    const plain = await ask()
    await shield()
    directory.forget()
    expect(Object.keys(await ask(aCaller({ personId: 'asker-2' })))).toEqual(Object.keys(plain))
    expect(directory.asked.map(({ subject }) => subject)).toEqual(['directory.child.locate'])
  })

  it('is refused to an account that nobody could reach, before anything is looked up', async () => {
    identity.answers(getPerson, notFound)
    await expect(ask()).rejects.toMatchObject({ code: 'conflict', message: /no work contact/ })
    expect([directory.asked, audit.asked]).toEqual([[], []])
  })

  it('about nobody, a sealed child and a mistyped id is one 404, recorded', async () => {
    await shield()
    await seal()
    await expect(ask()).rejects.toMatchObject(gone)
    await expect(ask(asker, newChildId(randomInt))).rejects.toMatchObject(gone)
    const wrong = childId.slice(0, -1) + (childId.endsWith('2') ? '3' : '2')
    await expect(ask(asker, wrong)).rejects.toMatchObject(gone)
    expect(entriesOf('broker-request').map(({ outcome }) => outcome)).toEqual(['not-found', 'not-found', 'not-found'])
    expect(await stored().countDocuments({ childId })).toBe(0)
  })

  it('about a child that is sealed while it is recorded is that 404 too (I3)', async () => {
    await shield()
    let isFirst = true
    audit.answers(appendEntry, async ({ action }) => {
      const isUnderWay = action === 'broker-request' && isFirst
      if (isUnderWay) isFirst = false
      if (isUnderWay) await seal()
      return { log: 'england', index: 8, leafHash: 'cd' }
    })
    await expect(ask()).rejects.toMatchObject(gone)
    expect(entriesOf('broker-request').map(({ outcome }) => outcome)).toEqual(['done', 'withheld', 'not-found'])
  })
})

describe('a task', () => {
  it('shows the team of the desk who works with a shielded child, with the card of the asker; a disclosure, recorded', async () => {
    await shield()
    const { requestId } = await ask()
    expect(await list()).toMatchObject([{ requestId, childId, state: 'open', outcome: null, isLate: false }])
    expect(JSON.stringify(await list())).not.toMatch(/Patel|Khan/)
    expect(await read(requestId)).toMatchObject({ requestId, asker: CARD, caseReference: 'SW/7', involvements: [LEAD] })
    expect(entriesOf('broker-read')).toEqual([
      {
        ...{ action: 'broker-read', outcome: 'shown', reason: 'safeguarding-concern' },
        children: [{ childId, shown: 'full' }],
      },
    ])
  })

  it('counts in the budget of who reads it', async () => {
    const { requestId } = await ask()
    const reader = aCaller({ personId: randomUUID(), role: 'cpmt' })
    await read(requestId, reader)
    const spending = await room.db.collection<{ _id: string }>('spendings').findOne({ _id: reader.personId })
    expect(Object.keys((spending as unknown as { seen: object }).seen)).toEqual([childId])
  })

  it('is not shown when nothing can be recorded (I2)', async () => {
    const { requestId } = await ask()
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(read(requestId)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('is no way to look somebody up: another desk, the asker under a team account, an answered one and none are one 404', async () => {
    await shield()
    const { requestId } = await ask()
    for (const nobody of [otherTeam, askerOfTeam]) {
      await expect(read(requestId, nobody)).rejects.toMatchObject(gone)
      await expect(answer(requestId, 'nobody', nobody)).rejects.toMatchObject(gone)
      expect([await list(nobody), (await work(nobody)).filter(({ id }) => id === requestId)]).toEqual([[], []])
    }
    await answer(requestId)
    await expect(read(requestId)).rejects.toMatchObject(gone)
    await expect(read(randomUUID())).rejects.toMatchObject(gone)
    expect(directory.questions(gatherInvolvements)).toEqual([])
    const looks = entriesOf('broker-read')
    expect(looks).toHaveLength(4)
    for (const { outcome, children } of looks) expect([outcome, children]).toEqual(['not-found', []])
  })

  it('of a child that is sealed shows nothing, and can be answered by its desk', async () => {
    await shield()
    const { requestId } = await ask()
    await seal()
    await expect(read(requestId)).rejects.toMatchObject(gone)
    expect(directory.questions(gatherInvolvements)).toEqual([])
    expect(await answer(requestId, 'declined')).toEqual({ requestId, state: 'answered', outcome: 'declined' })
  })
})

describe('what came of it', () => {
  it('is told to the asker, once and in one word, and is an entry', async () => {
    const { requestId } = await ask()
    expect(await list(asker)).toMatchObject([{ requestId, state: 'open', outcome: null }])
    const done = await Promise.allSettled([answer(requestId), answer(requestId, 'nobody')])
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = done.find(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { code: 'conflict', current: { state: 'answered' } } })
    const [told] = await list(asker)
    expect(told).toMatchObject({ requestId, state: 'answered' })
    expect(JSON.stringify(told)).not.toMatch(/Patel|0113496/)
    // The errands may still tell of the test before.
    const said = () => entriesOf('broker-answer').filter(({ children }) => children[0]?.childId === childId)
    expect(await until(async () => said().length === 2, 10_000, 50)).toBe(true)
    expect(new Set(said().map(({ outcome }) => outcome))).toEqual(new Set(['done', 'refused']))
  })

  it('is seen by nobody else who asks', async () => {
    await ask()
    expect(await list(aCaller({ personId: 'somebody-else' }))).toEqual([])
  })

  it('waits for the team until it is answered, is late after a week, and then for the asker', async () => {
    const { requestId } = await ask()
    const of = async (who: typeof team) => (await work(who)).filter(({ id }) => id === requestId)
    expect(await of(team)).toMatchObject([{ kind: 'broker-contact', childId, isLate: false }])
    expect(await of(asker)).toEqual([])
    const dueAt = new Date(Date.now() - 1_000)
    await stored().updateOne({ _id: requestId }, { $set: { dueAt } })
    expect(await of(team)).toMatchObject([{ isLate: true, dueAt: dueAt.toISOString() }])
    await answer(requestId)
    expect(await of(team)).toEqual([])
    expect(await of(asker)).toMatchObject([{ kind: 'read-outcome', childId: null, isLate: false }])
  })
})
