import {
  appendEntry,
  changeKeptInvolvement,
  Fault,
  findInvolvement,
  gatherInvolvements,
  getPerson,
  listDesks,
  locateChild,
  newChildId,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { InvolvementsService } from '../involvements/involvements.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { BrokeringService } from './brokering.service.ts'
import { TasksService } from './tasks.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let { directory, audit, identity } = {} as typeof room.fakes
let childId: string
let authorities: Map<string, string>

const asker = aCaller({ personId: 'asker', identity: 'asker', authority: '380', organisation: 'Bradford' })
const team = aCaller({ personId: 'm-1', role: 'cpmt' })
const otherTeam = aCaller({ personId: 'm-2', role: 'cpmt', authority: '380' })
const card = { name: 'Samira Khan', organisation: 'Bradford', phone: '01274960456', email: 's.khan@example.gov.uk' }

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  ;({ directory, audit, identity } = room.fakes)
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  identity.answers(listDesks, async () => ({ desks }))
  identity.answers(getPerson, async () => card)
})

beforeEach(() => {
  childId = newChildId(randomInt)
  authorities = new Map([[childId, '383']])
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(locateChild, async ({ childId: one }) => {
    if (!authorities.has(one)) throw Fault.notFound()
    return { authority: authorities.get(one)! }
  })
  directory.answers(gatherInvolvements, async () => ({ authority: '383', items: [] }))
})

afterAll(() => room?.close())

const service = () => room.get(BrokeringService)
const ask = () =>
  inACall(() => service().ask(asker, { childId, reason: 'safeguarding-concern', caseReference: 'SW/7' }))
const list = async (who = team) =>
  (await inACall(() => service().list(who))).items.filter((one) => authorities.has(one.childId))
const read = (requestId: string, who = team) => inACall(() => service().read(who, requestId))
const shield = () =>
  inACall(() => room.get(ShieldsService).request(aCaller(), { childId, ground: 'other', channel: 'user' }))
const looks = () => audit.questions(appendEntry).filter(({ action }) => action === 'broker-read')
const gone = { code: 'not-found' }

it('a task of a shielded child shows no consent that is withdrawn while it is read: nothing of it arrives after the answer (I3)', async () => {
  await shield()
  const { requestId } = await ask()
  const involvementId = randomUUID()
  const owner = { authority: '383', organisation: 'Leeds' }
  directory.answers(findInvolvement, async () => ({
    ...{ childId, isChildShown: false, childAuthority: '383', isSensitive: true, isWithdrawn: false, owner },
    recordedBy: 'p-1',
  }))
  directory.answers(changeKeptInvolvement, async () => ({ involvementId, version: 2 }))
  const withdrawal = { involvementId, version: 1, consentWithdrawn: true } as const
  let isFirst = true
  audit.answers(appendEntry, async ({ action }) => {
    const isUnderWay = action === 'broker-read' && isFirst
    if (isUnderWay) isFirst = false
    if (isUnderWay) await inACall(() => room.get(InvolvementsService).change(aCaller(), withdrawal))
    return { log: 'england', index: 8, leafHash: 'cd' }
  })
  await read(requestId)
  expect(looks().map(({ outcome }) => outcome)).toEqual(['shown', 'withheld', 'shown'])
  expect(directory.questions(gatherInvolvements)).toHaveLength(2)
})

describe('a request follows its child', () => {
  it('to the desk of another authority that has become responsible, and from the one before at once', async () => {
    const { requestId } = await ask()
    authorities.set(childId, '380')
    await expect(read(requestId)).rejects.toMatchObject(gone)
    await room.get(TasksService).followAll()
    expect([await list(), (await list(otherTeam)).length]).toEqual([[], 1])
    expect(await read(requestId, otherTeam)).toMatchObject({ requestId })
  })

  it('to the record that goes on for it, of which its asker learns nothing', async () => {
    const { requestId } = await ask()
    const into = newChildId(randomInt)
    authorities.set(into, '383')
    await inACall(() => room.get(MergesService).merge(team, childId, into))
    expect((await list()).map((one) => one.childId)).toEqual([into])
    expect((await list(asker)).map((one) => one.childId)).toEqual([childId])
    expect(await read(requestId)).toMatchObject({ childId: into })
    expect(directory.questions(gatherInvolvements)).toEqual([{ childId: into }])
  })
})
