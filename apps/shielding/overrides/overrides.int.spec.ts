import {
  appendEntry,
  checkOverrideGrant,
  Fault,
  listDesks,
  newChildId,
  readRecord,
  restrictChild,
  revokeOverrides,
  stepUp,
  type AppendEntry,
  type ChildRecord,
  type FaultCode,
  type FullChild,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import type { StoredCase } from '../override-cases/override-cases.schema.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { OverridesService } from './overrides.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string
let holder: ReturnType<typeof aCaller>
const team = aCaller({ personId: 'm-1', role: 'cpmt', authority: '380' })
const national = aCaller({ personId: 'm-9', role: 'cpmt', authority: '000' })

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  room.fakes.identity.answers(listDesks, async () => ({ desks }))
})

beforeEach(async () => {
  childId = newChildId(randomInt)
  holder = aCaller({ personId: `p-${childId}`, sessionId: `s-${childId}`, mayOverride: true })
  answerAsUsual(room.fakes, visible)
  room.fakes.directory.answers(readRecord, async ({ view }) =>
    view === 'overridden' ? { full: true, child: whole() } : visible(),
  )
  room.fakes.directory.answers(restrictChild, async () => ({ hidden: [], authority: '380' }))
  for (const question of [stepUp, checkOverrideGrant, revokeOverrides])
    room.fakes.identity.answers<object, object>(question, async () => ({}))
  await inACall(() => room.get(ShieldsService).request(aCaller({ personId: 'asker' }), shieldOf(childId)))
  room.fakes.audit.forget()
})

afterAll(() => room?.close())

const visible = (): ChildRecord => ({ full: false, child: aVisibleChild(childId) })
const whole = (): FullChild => ({
  ...aVisibleChild(childId),
  ...{ formerNames: [], address: { lines: ['7 Cutwater Lane'], postcode: 'BD5 0AA' }, carers: [], education: null },
  ...{ gpPracticeCode: null, dateOfDeath: null, authority: null, involvements: [] },
})
const shieldOf = (id: string) => ({ childId: id, ground: 'fleeing-abuse', channel: 'user' }) as const
const overrides = () => room.get(OverridesService)
const attempt = (who = holder) => inACall(() => overrides().attempt(who, { childId, reason: 'safeguarding-concern' }))
const begin = (attemptId: string, who = holder, of = childId) =>
  inACall(() => overrides().begin(who, { childId: of, attemptId, pin: '1', code: '2' }))
const open = (who = holder) => inACall(() => room.get(DisclosuresService).open(who, { childId, reason: 'assessment' }))
const cases = () => room.db.collection<StoredCase>('override_cases')
const protections = () => room.db.collection<Protection>('protections')
const entries = (): AppendEntry[] => room.fakes.audit.questions(appendEntry)
const isWhole = async (who = holder) => 'address' in (await open(who)).child
const sinceMinutes = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const overridden = async (): Promise<string> => (await begin((await attempt()).attemptId)).overrideId

describe('An attempt to override a shield', () => {
  it('is recorded before its case is there, and the case is there before anything else: without audit or identity nothing is shown (S27)', async () => {
    room.fakes.audit.answers(appendEntry, () => Promise.reject(Fault.unavailable('audit')))
    await expect(attempt()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await cases().countDocuments({ childId })).toBe(0)
    answerAsUsual(room.fakes, visible)
    const { attemptId } = await attempt()
    room.fakes.identity.answers(stepUp, () => Promise.reject(Fault.unavailable('identity')))
    await expect(begin(attemptId)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await isWhole()).toBe(false)
    expect(await cases().findOne({ childId })).toMatchObject({ desk: '380', failures: 0, shownUntil: null })
  })

  it('of one who is hidden because of another is answered as of a shielded one, with a case; there is nothing to show of it', async () => {
    const { attemptId: _first, ...shielded } = await attempt()
    await protections().deleteOne({ _id: childId })
    const { attemptId, ...covered } = await attempt()
    expect(covered).toEqual(shielded)
    expect(await cases().findOne({ _id: attemptId })).toMatchObject({ childId, state: 'open', isRefused: false })
    await expect(begin(attemptId)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('can be gone on with by its own person, session and child, for ten minutes', async () => {
    const { attemptId } = await attempt()
    const other = newChildId(randomInt)
    await inACall(() => room.get(ShieldsService).request(aCaller({ personId: 'asker' }), shieldOf(other)))
    const others = ['sessionId', 'personId'].map((name) => ({ ...holder, [name]: 'another' }))
    for (const begun of [...others.map((who) => begin(attemptId, who)), begin(attemptId, holder, other)])
      await expect(begun).rejects.toMatchObject({ code: 'not-found' })
    await cases().updateOne({ _id: attemptId }, { $set: { openedAt: sinceMinutes(11) } })
    await expect(begin(attemptId)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is shut after three wrong codes, each of which stays on the case', async () => {
    const { attemptId } = await attempt()
    room.fakes.identity.answers(stepUp, () => Promise.reject(new Fault('step-up-failed', 'wrong')))
    for (let n = 0; n < 3; n++) await expect(begin(attemptId)).rejects.toMatchObject({ code: 'step-up-failed' })
    room.fakes.identity.answers<object, object>(stepUp, async () => ({}))
    await expect(begin(attemptId)).rejects.toMatchObject({ code: 'conflict' })
    expect(await cases().findOne({ _id: attemptId })).toMatchObject({ failures: 3, shownUntil: null })
  })

  it('begins one override, also when it is gone on with twice at the same moment', async () => {
    const { attemptId } = await attempt()
    const done = await Promise.allSettled([begin(attemptId), begin(attemptId), begin(attemptId)])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await protections().findOne({ _id: childId }))!.overrides).toHaveLength(1)
  })
})

describe('An override', () => {
  it('is in every entry of what it shows', async () => {
    const overrideId = await overridden()
    room.fakes.audit.forget()
    expect(await isWhole()).toBe(true)
    const said = { action: 'disclosure', children: [{ childId, shown: 'full' }], particulars: { overrideId } }
    expect(entries()).toMatchObject([said])
  })

  it('is over when the database says so, and not by any other clock', async () => {
    await overridden()
    for (const [minutes, isShown] of [
      [-1, true],
      [0.001, false],
    ] as const) {
      await protections().updateOne({ _id: childId }, { $set: { 'overrides.0.until': sinceMinutes(minutes) } })
      expect(await isWhole()).toBe(isShown)
    }
  })

  it('that ends while an answer is on its way shows nothing: the guard asks for its time', async () => {
    await overridden()
    const end = new Date(Date.now() + 500)
    await protections().updateOne({ _id: childId }, { $set: { 'overrides.0.until': end } })
    room.fakes.audit.answers(appendEntry, async () => {
      await sleep(Math.max(0, end.getTime() + 10 - Date.now()))
      return { log: 'england', index: 1, leafHash: 'ab' }
    })
    expect(await isWhole()).toBe(false)
    expect(entries().filter(({ outcome }) => outcome === 'withheld')).toHaveLength(1)
  })

  it('shows nothing when the grant or the session has ended meanwhile', async () => {
    await overridden()
    const fail = (code: FaultCode) =>
      room.fakes.identity.answers(checkOverrideGrant, () => Promise.reject(new Fault(code, 'over')))
    fail('forbidden')
    expect(await isWhole()).toBe(false)
    fail('unauthenticated')
    await expect(open()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('shows nothing of a child that is sealed meanwhile', async () => {
    await overridden()
    const officer = aCaller({ personId: 'o-1', role: 'shield-officer', authority: '380' })
    await inACall(() => room.get(TiersService).set(officer, { childId, tier: 'sealed' }))
    await expect(open()).rejects.toMatchObject({ code: 'not-found' })
    await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('never shows anything after it was ended, however the answers under way are mixed with its end (fifteen interleavings)', async () => {
    for (let n = 0; n < 15; n++) {
      const overrideId = await overridden()
      let isEnded = false
      const late: boolean[] = []
      const opening = Array.from({ length: 6 }, async () => {
        await sleep(randomInt(25))
        const { child } = await open()
        if ('address' in child && isEnded) late.push(true)
      })
      await sleep(randomInt(25))
      await inACall(() => overrides().end(holder, overrideId))
      isEnded = true
      await Promise.allSettled(opening)
      expect({ n, late }).toEqual({ n, late: [] })
      await cases().updateMany({ personId: holder.personId }, { $set: { state: 'legitimate' } })
    }
  })
})

describe('A case that nobody answers', () => {
  it('is seen by the national desk after an hour, and by its own desk from the first moment', async () => {
    const { attemptId } = await attempt()
    const waits = async (who: typeof team) =>
      (await room.get(OverrideCasesService).waitingFor(who)).map(({ _id }) => _id)
    expect(await waits(team)).toContain(attemptId)
    expect(await waits(national)).not.toContain(attemptId)
    await cases().updateOne({ _id: attemptId }, { $set: { openedAt: sinceMinutes(61) } })
    expect(await waits(national)).toContain(attemptId)
    expect(await waits({ ...team, authority: '383' })).not.toContain(attemptId)
  })

  it('suspends the right after two days, also of an override that goes on, until it is answered', async () => {
    const { attemptId } = await attempt()
    await overridden()
    await cases().updateOne({ _id: attemptId }, { $set: { openedAt: sinceMinutes(48 * 60 + 1) } })
    expect(await isWhole()).toBe(false)
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt({ ...holder, personId: 'second-account' })).rejects.toMatchObject({ code: 'forbidden' })
    const answer = { caseId: attemptId, answer: 'legitimate', code: 'other' } as const
    await inACall(() => room.get(OverrideCasesService).answer(team, answer))
    expect(await isWhole()).toBe(true)
  })
})

describe('An answer to a case', () => {
  it('is nobody’s who attempted it, whichever account they use, and the first one holds', async () => {
    const { attemptId } = await attempt()
    const answer = (who: typeof team, what: 'legitimate' | 'not-legitimate') =>
      inACall(() => room.get(OverrideCasesService).answer(who, { caseId: attemptId, answer: what, code: 'other' }))
    const self = aCaller({ personId: 'm-2', role: 'cpmt', authority: '380', identity: holder.identity })
    await expect(answer(self, 'legitimate')).rejects.toMatchObject({ code: 'not-found' })
    const done = await Promise.allSettled([answer(team, 'legitimate'), answer(team, 'not-legitimate')])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('without grounds ends what is shown before it is given, and goes on ending it when identity was away', async () => {
    const caseId = await overridden()
    let isAway = true
    room.fakes.identity.answers<object, object>(revokeOverrides, async () => {
      if (isAway) throw Fault.unavailable('identity')
      return {}
    })
    const answer = { caseId, answer: 'not-legitimate', code: 'no-professional-need' } as const
    await expect(inACall(() => room.get(OverrideCasesService).answer(team, answer))).rejects.toMatchObject({
      code: 'unavailable',
    })
    isAway = false
    const outbox = room.db.collection('outbox')
    expect(await until(async () => (await outbox.countDocuments({ kind: 'revoke' })) === 0, 20_000, 50)).toBe(true)
    expect(await isWhole()).toBe(false)
    expect(entries().filter(({ action }) => action === 'override-case-answer')).toMatchObject([{ particulars: answer }])
  })
})
