import {
  checkOverrideGrant,
  listDesks,
  newChildId,
  readRecord,
  restrictChild,
  revokeOverrides,
  stepUp,
  type ChildRecord,
  type FullChild,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import type { StoredCase } from '../override-cases/override-cases.schema.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { OverridesService } from './overrides.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string
let holder: ReturnType<typeof aCaller>
const team = aCaller({ personId: 'm-1', role: 'cpmt', authority: '380' })

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  room.fakes.identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(async () => {
  childId = newChildId(randomInt)
  holder = aCaller({ personId: `p-${childId}`, identity: `i-${childId}`, sessionId: `s-${childId}`, mayOverride: true })
  answerAsUsual(room.fakes, visible)
  room.fakes.directory.answers(readRecord, async ({ view }) =>
    view === 'overridden' ? { full: true, child: whole() } : visible(),
  )
  room.fakes.directory.answers(restrictChild, async () => ({ hidden: [], authority: '380' }))
  for (const question of [stepUp, checkOverrideGrant, revokeOverrides])
    room.fakes.identity.answers<object, object>(question, async () => ({}))
  const ask = { childId, ground: 'fleeing-abuse', channel: 'user' } as const
  await inACall(() => room.get(ShieldsService).request(aCaller({ personId: 'asker' }), ask))
})

afterAll(() => room?.close())

const visible = (): ChildRecord => ({ full: false, child: aVisibleChild(childId) })
const whole = (): FullChild => ({
  ...aVisibleChild(childId),
  ...{ formerNames: [], address: { lines: ['7 Cutwater Lane'], postcode: 'BD5 0AA' }, carers: [], education: null },
  ...{ gpPracticeCode: null, dateOfDeath: null, authority: null, involvements: [] },
})
const overrides = () => room.get(OverridesService)

async function overridden(who = holder): Promise<string> {
  const { attemptId } = await inACall(() => overrides().attempt(who, { childId, reason: 'safeguarding-concern' }))
  return (await inACall(() => overrides().begin(who, { childId, attemptId, pin: '1', code: '2' }))).overrideId
}

async function isWhole(who = holder): Promise<boolean> {
  const opened = await inACall(() => room.get(DisclosuresService).open(who, { childId, reason: 'assessment' }))
  return 'address' in opened.child
}

describe('two overrides of one child', () => {
  it('in one session end together, each with its case: from then on the shield holds for them as for everybody', async () => {
    const both = [await overridden(), await overridden()]
    expect(await isWhole()).toBe(true)
    await inACall(() => overrides().end(holder, both[1]!))
    expect(await isWhole()).toBe(false)
    const cases = await room.db.collection<StoredCase>('override_cases').find({ childId }).toArray()
    expect(cases.filter(({ shownUntil }) => shownUntil! > new Date())).toEqual([])
  })

  it('in two sessions end each by itself', async () => {
    const other = { ...holder, sessionId: `t-${childId}` }
    await overridden(other)
    await inACall(async () => overrides().end(holder, await overridden()))
    expect([await isWhole(), await isWhole(other)]).toEqual([false, true])
  })

  it('by two accounts of one person both end where a check finds no grounds for one', async () => {
    const account = { ...holder, personId: `q-${childId}`, sessionId: `t-${childId}` }
    const colleague = { ...holder, personId: `r-${childId}`, identity: 'somebody-else', sessionId: `u-${childId}` }
    const caseId = await overridden()
    for (const who of [account, colleague]) await overridden(who)
    const answer = { caseId, answer: 'not-legitimate', code: 'no-professional-need' } as const
    await inACall(() => room.get(OverrideCasesService).answer(team, answer))
    expect([await isWhole(), await isWhole(account), await isWhole(colleague)]).toEqual([false, false, true])
  })
})
