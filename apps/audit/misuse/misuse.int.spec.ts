import {
  Fault,
  NATIONAL_DESK,
  newChildId,
  suspendPerson,
  type AppendEntry,
  type MisuseCase,
  type MisuseRule,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, anEntry, aRoom, aService, asService, inACall, settingsIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { CasesService } from '../cases/cases.service.ts'
import { SuspensionsService } from '../cases/suspensions.service.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { WatchingService } from '../watching/watching.service.ts'
import { MisuseService } from './misuse.service.ts'

let room: Room<'identity'>
/** Nobody that another test knows. */
let personId: string
const auditor = aCaller({ personId: 'a-1', role: 'auditor' })
const other = aCaller({ personId: 'a-2', role: 'auditor' })

beforeAll(async () => {
  room = await aRoom(audit, ['identity'])
})

beforeEach(() => {
  personId = randomUUID()
  room.fakes.identity.forget()
  room.fakes.identity.answers(suspendPerson, async () => ({}))
})

afterAll(() => room?.close())

const cases = () => room.get(CasesService)
const append = (given: Partial<AppendEntry> = {}, childId?: string) => {
  const { caller, ...entry } = anEntry(childId)
  return inACall(() => room.get(LedgerService).append({ ...entry, caller: { ...caller, personId }, ...given }))
}
const casesOf = async (who = personId, reader = auditor): Promise<MisuseCase[]> => {
  const { items } = await inACall(() => cases().list(reader, {}))
  // Whoever runs this at night or on a Sunday works outside the hours of the day.
  return items.filter((one) => one.personId === who && one.rule !== 'outside-hours')
}
/** Every case about the person by now, once the rules have read as far as the log goes. */
const judged = async (who?: string): Promise<MisuseCase[]> => {
  const { index } = await append({ caller: { personId: 'nobody', role: 'operator', organisation: '' } })
  const positions = room.db.collection<{ _id: string; judged: number }>('misuse_positions')
  const isJudged = async (): Promise<boolean> => {
    // The copy itself looks a second later; where both do at once, one of them fails and nothing is kept of it.
    await room
      .get(MisuseService)
      .follow(() => true)
      .catch(() => undefined)
    return ((await positions.findOne())?.judged ?? 0) > index
  }
  expect(await until(isJudged, 20_000)).toBe(true)
  return casesOf(who)
}
const aCase = async (rule: Extract<MisuseRule, 'own-name' | 'same-postcode'> = 'own-name'): Promise<MisuseCase> => {
  await append({ signals: [rule] })
  return (await judged()).find((one) => one.rule === rule)!
}
const take = (caseId: string, by = auditor) => inACall(() => cases().assign(by, caseId))
const answer = (caseId: string, given: object = {}, by = auditor) =>
  inACall(() => cases().answer(by, { caseId, answer: 'misuse', code: 'curiosity', ...given }))

describe('what a rule of misuse notices', () => {
  it('opens a case by itself, soon after the entry, that names the entry and no child', async () => {
    const childId = newChildId(randomInt)
    const { index } = await append({ signals: ['same-surname'] }, childId)
    const [one, ...more] = await judged()
    expect(more).toEqual([])
    expect(one).toMatchObject({
      rule: 'same-surname',
      personId,
      entries: [index],
      alerts: 1,
      state: 'open',
      isLate: false,
    })
    expect(JSON.stringify(one)).not.toContain(childId)
  })

  it('is one case of a person and a rule while it is open, and another after it was answered', async () => {
    const { caseId } = await aCase()
    await append({ signals: ['own-name', 'same-postcode'] })
    const both = await judged()
    expect(both.map(({ rule, alerts }) => `${rule} ${alerts}`).sort()).toEqual(['own-name 2', 'same-postcode 1'])
    await take(caseId)
    await answer(caseId)
    await append({ signals: ['own-name'] })
    const again = (await judged()).find(({ rule }) => rule === 'own-name')!
    expect(again.caseId).not.toBe(caseId)
    expect(again.alerts).toBe(1)
  })

  it('is counted on where entries were judged before, in however many rounds', async () => {
    const miss = { action: 'search' as const, children: [] }
    for (let n = 0; n < 9; n++) await append(miss)
    expect(await judged()).toEqual([])
    await append(miss)
    expect(await judged()).toMatchObject([{ rule: 'fishing', alerts: 1 }])
  })

  it('is counted by child, over rounds too: the sixth whose shield one person asks for', async () => {
    for (let n = 0; n < 6; n++) await append({ action: 'shield-request', outcome: 'done' }, newChildId(randomInt))
    expect(await judged()).toMatchObject([{ rule: 'many-shields', alerts: 1 }])
  })

  it('is judged once however many copies try', async () => {
    const { connection } = await asService(room.stack, 'audit')
    const copy = await aService(audit, { settings: settingsIn(room.stack, 'audit'), connection })
    const both = [room.get(MisuseService), copy.get(MisuseService, { strict: false })]
    try {
      for (let round = 0; round < 5; round++) {
        await Promise.all(Array.from({ length: 4 }, () => append({ signals: ['own-name'] })))
        // As if neither knew that the other holds the lease.
        await Promise.allSettled(both.map((one) => one.follow(() => true)))
      }
      expect(await judged()).toMatchObject([{ rule: 'own-name', alerts: 20 }])
    } finally {
      await copy.close()
      await connection.close()
    }
  })
})

describe('a watched child (AC-02, AC-18)', () => {
  const watching = () => room.get(WatchingService)
  const listed = async () => (await inACall(() => watching().list(auditor))).items.map(({ childId }) => childId)

  it('opens a case at each access from then on, whether or not there is such a child, until it is watched no more', async () => {
    const childId = newChildId(randomInt)
    await append({}, childId)
    expect(await judged()).toEqual([])
    await inACall(() => watching().add(auditor, { childId, kind: 'canary' }))
    await append({}, childId)
    expect(await judged()).toMatchObject([{ rule: 'canary-record', alerts: 1 }])
    expect(await listed()).toContain(childId)
    await inACall(() => watching().end(auditor, childId))
    await append({}, childId)
    expect(await judged()).toMatchObject([{ alerts: 1 }])
  })

  it('is forgotten with its key when its retention ends: its id is nowhere in clear', async () => {
    const childId = newChildId(randomInt)
    await inACall(() => watching().add(auditor, { childId, kind: 'watched' }))
    expect(JSON.stringify(await room.db.collection('watched_children').find().toArray())).not.toContain(childId)
    await inACall(() => room.get(LedgerService).forget({ childId }))
    expect(await listed()).not.toContain(childId)
  })
})

describe('a case', () => {
  it('is answered by whoever took it, opened again, and then answered by somebody else', async () => {
    const { caseId } = await aCase()
    await take(caseId)
    await expect(answer(caseId, {}, other)).rejects.toMatchObject({ code: 'conflict' })
    const { case: answered } = await answer(caseId)
    expect(answered).toMatchObject({ state: 'answered', answer: 'misuse', code: 'curiosity' })
    await expect(take(caseId)).rejects.toMatchObject({ code: 'conflict' })
    await inACall(() => cases().reopen(other, caseId))
    await take(caseId)
    await expect(answer(caseId)).rejects.toMatchObject({ code: 'conflict' })
    await take(caseId, other)
    expect((await answer(caseId, { answer: 'no-misuse', code: 'namesake' }, other)).case.answer).toBe('no-misuse')
  })

  it('that nobody has taken is taken by whoever answers it, and of two at once by one', async () => {
    const { caseId } = await aCase()
    const both = await Promise.allSettled([answer(caseId), answer(caseId, {}, other)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(['a-1', 'a-2']).toContain(
      (await room.db.collection('misuse_cases').findOne({ _id: caseId as never }))!.assignedTo.personId,
    )
  })

  it('is not opened again while another of the same person and rule is open', async () => {
    const { caseId } = await aCase()
    await take(caseId)
    await answer(caseId)
    await aCase()
    await expect(inACall(() => cases().reopen(other, caseId))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is seen by nobody whom it is about, by any account, nor by managers of an authority', async () => {
    const { caseId } = await aCase()
    const themselves = aCaller({ personId: 'a-9', identity: personId, role: 'auditor' })
    const manager = aCaller({ role: 'cpmt', authority: '383' })
    const national = aCaller({ role: 'cpmt', authority: NATIONAL_DESK })
    for (const reader of [themselves, manager, national]) {
      expect(await casesOf(personId, reader)).toEqual([])
      await expect(take(caseId, reader)).rejects.toMatchObject({ code: 'not-found' })
    }
    await append({ signals: ['own-name'], caller: { personId: 'a-8', role: 'auditor', organisation: 'National' } })
    expect(await judged('a-8')).toEqual([])
    expect(await casesOf('a-8', national)).toMatchObject([{ rule: 'own-name' }])
  })

  it('is looked at and answered with an entry each time, recorded before', async () => {
    const { caseId } = await aCase()
    await take(caseId)
    const said = await room.db.collection('entries').find({ personId: 'a-1' }).sort({ index: -1 }).limit(2).toArray()
    expect(said.map(({ action }) => action as string)).toEqual(['misuse-assign', 'misuse-list'])
  })
})

describe('a suspension', () => {
  it('is told to identity when a case is answered so, holds while it is opened again, and ends when it is found to be none', async () => {
    const told = () => room.fakes.identity.questions(suspendPerson).map(({ isSuspended }) => isSuspended)
    const { caseId } = await aCase()
    await take(caseId)
    expect((await answer(caseId, { suspend: true })).case.isSuspending).toBe(true)
    expect(room.fakes.identity.questions(suspendPerson)).toEqual([{ identity: personId, caseId, isSuspended: true }])
    await inACall(() => cases().reopen(other, caseId))
    await take(caseId, other)
    expect(told()).toEqual([true])
    await answer(caseId, { answer: 'no-misuse', code: 'namesake' }, other)
    expect(told()).toEqual([true, false])
  })

  it('is carried out later when identity is away: the answer stands', async () => {
    let isAway = true
    room.fakes.identity.answers(suspendPerson, async () => {
      if (isAway) throw Fault.unavailable('identity')
      return {}
    })
    const { caseId } = await aCase()
    await take(caseId)
    await answer(caseId, { suspend: true })
    const kept = () => room.db.collection<{ _id: string }>('misuse_cases').findOne({ _id: caseId })
    expect(await kept()).toMatchObject({ isSuspending: true, isCarriedOut: false })
    isAway = false
    await inACall(() => room.get(SuspensionsService).carryOut())
    expect(await kept()).toMatchObject({ isCarriedOut: true })
  })

  it('comes only with misuse', async () => {
    const { caseId } = await aCase()
    await take(caseId)
    await expect(answer(caseId, { answer: 'no-misuse', suspend: true })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })
})
