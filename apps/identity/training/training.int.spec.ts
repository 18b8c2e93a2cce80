import type { Caller } from '@contactpoint/bus'
import { appendEntry, SYLLABUS, TRAINING_MODULES, type Role, type TrainingModule } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, aRoom, type Room } from '@contactpoint/testing'
import { getConnectionToken } from '@nestjs/mongoose'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { CoursesService } from '../courses/courses.service.ts'
import type { Person } from '../people/people.schema.ts'
import { TrainingPlansService } from '../training-plans/training-plans.service.ts'
import { CertifyingService } from '../training-sessions/certifying.service.ts'
import { TrainingSessionsService } from '../training-sessions/training-sessions.service.ts'
import { store } from '../store.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import { CascadeService } from './cascade.service.ts'
import { weekOf } from './judging.rules.ts'
import { LookingService } from './looking.service.ts'
import { TrainersService } from './trainers.service.ts'

let room: Room<'audit'>
const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const today = () => new Date().toISOString().slice(0, 10)
const ALL = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))
const BASE = ['correct-use', 'monitoring', 'consequences', 'data-protection'] as const
const OF_PRACTITIONERS = [...BASE, 'shielding'] as const
const CODE = 'CP'

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
}, 60_000)

/** One course of everything, two national accreditors and one of Leeds; nobody is a trainer yet. */
beforeEach(async () => {
  for (const { name } of store.collections) await room.db.collection(name).deleteMany({})
  await publish()
}, 30_000)

afterAll(() => room?.close(), 60_000)

const people = () => room.db.collection<Person>('people')
const sessions = () => room.get(TrainingSessionsService)
const trainers = () => room.get(TrainersService)
const certifying = () => room.get(CertifyingService)
const publish = (major = 1, { graceDays = 30, modules = ALL } = {}) =>
  room.get(CoursesService).publish(NATIONAL, { code: CODE, major, minor: 0, modules, validMonths: 12, graceDays })

const NATIONAL = aCaller({ personId: 'n-1', role: 'accreditor', authority: '000' })
const OTHER = aCaller({ personId: 'n-2', role: 'accreditor', authority: '000' })
const LEEDS = aCaller({ personId: 'l-1', role: 'accreditor', authority: '383' })

/** What else is said of an account. */
const REST = {
  ...{ organisationId: 'o-1', need: 'trains' as const, createdBy: 'x', approvedBy: 'y', agreement: null },
  attestedUntil: null,
  ...{ closedAt: null, overrideUntil: null },
} as const

/** Somebody with an account, in date in all but training. */
async function somebody(_id: string, role: Role, authority = '383', who = _id): Promise<Caller> {
  const preconditions = { identityCheck: inDays(900), enhancedDisclosure: inDays(900), training: null }
  const account = { username: `user.${_id}`, role, authority, organisation: 'Leeds City Council', ...REST }
  await people().insertOne({ _id, identity: who, ...account, preconditions })
  return aCaller({ personId: _id, identity: who, role, authority })
}

const training = async (_id: string) => (await people().findOne({ _id }))!.preconditions.training
const isTrained = async (_id: string) => ((await training(_id)) ?? new Date(0)) > new Date()
const voids = () => room.db.collection('void_certificates').countDocuments()
const found = (who: string, by = NATIONAL, modules: TrainingModule[] = [...TRAINING_MODULES]) =>
  certifying().found(by, { personId: who, courseCode: CODE, version: '1.0', modules })
const accredit = (who: string, by = OTHER, days = 300) =>
  trainers().accredit(by, { personId: who, until: inDays(days).toISOString() })
const withdraw = (who: string, by = OTHER, from = new Date()) =>
  trainers().withdraw(by, { personId: who, from: from.toISOString() })
const held = async (trainer: Caller, version = '1.0') =>
  (await sessions().hold(trainer, { courseCode: CODE, version, heldOn: today() })).sessionId
const CONSEQUENCES = SYLLABUS.consequences.join(' ')
const attend = (trainer: Caller, sessionId: string, who: string, acknowledged = CONSEQUENCES) =>
  sessions().attend(trainer, { sessionId, rows: [{ username: `user.${who}`, acknowledged }] })

/** Certified in a session of its own. */
async function certify(trainer: Caller, who: string, modules: readonly TrainingModule[], version?: string) {
  const sessionId = await held(trainer, version)
  await attend(trainer, sessionId, who)
  return certifying().certify(trainer, { sessionId, personId: who, modules: [...modules], assessment: 'pass' })
}

/** A national trainer, the first; and one of Leeds, whom they have trained. */
async function twoTrainers(): Promise<{ first: Caller; second: Caller }> {
  const first = await somebody('t-1', 'trainer', '000')
  await found('t-1')
  await accredit('t-1')
  const second = await somebody('t-2', 'trainer')
  await certify(first, 't-2', [...OF_PRACTITIONERS, 'trainer'])
  await accredit('t-2', LEEDS)
  return { first, second }
}

describe('The first trainer', () => {
  it('is certified by a national accreditor and accredited by another, and from then on nobody is founded', async () => {
    await somebody('t-1', 'trainer', '000')
    await somebody('t-9', 'trainer', '000')
    expect((await found('t-1')).trainedUntil).not.toBeNull()
    await expect(accredit('t-1', NATIONAL)).rejects.toMatchObject({ code: 'conflict' })
    await found('t-9')
    await expect(accredit('t-1')).resolves.toMatchObject({ state: 'live' })
    await expect(found('t-9')).rejects.toMatchObject({ code: 'conflict' })
    expect(await isTrained('t-1')).toBe(true)
  })

  it('is never the accreditor, by whichever account, nor founded by an authority or for one', async () => {
    await somebody('t-1', 'trainer', '000', 'n-1')
    await expect(found('t-1')).rejects.toMatchObject({ code: 'conflict' })
    await found('t-1', OTHER)
    await expect(accredit('t-1', NATIONAL)).rejects.toMatchObject({ code: 'conflict' })
    await expect(found('t-1', LEEDS)).rejects.toMatchObject({ code: 'forbidden' })
    await somebody('t-2', 'trainer')
    await expect(found('t-2', OTHER)).rejects.toMatchObject({ code: 'not-found' })
    await somebody('p-1', 'practitioner', '000')
    await expect(found('p-1', OTHER)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is founded or accredited, never both, when it is done at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      await room.db.collection('trainer_accreditations').deleteMany({})
      for (const name of [`a-${n}`, `b-${n}`]) await somebody(name, 'trainer', '000')
      await found(`a-${n}`)
      const [accredited, alsoFounded] = await Promise.allSettled([accredit(`a-${n}`), found(`b-${n}`)])
      expect(accredited.status).toBe('fulfilled')
      const after = await room.db.collection('certificates').findOne({ identity: `b-${n}` })
      const { at } = (await room.db.collection('trainer_accreditations').findOne({}))!
      if (alsoFounded.status === 'fulfilled') expect(after!.at.getTime()).toBeLessThanOrEqual(at.getTime())
      else expect(after).toBeNull()
    }
  })
})

describe('Somebody is certified', () => {
  it('by an accredited trainer, for modules that these hold, and is trained when the last module of their role is there (S07, S08)', async () => {
    const { first, second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    await certify(second, 'p-1', BASE)
    expect(await isTrained('p-1')).toBe(false)
    await certify(second, 'p-1', ['shielding'])
    expect(await isTrained('p-1')).toBe(true)
    await somebody('m-1', 'cpmt')
    await expect(certify(second, 'm-1', ['cpmt'])).rejects.toMatchObject({ code: 'forbidden' })
    await certify(second, 'm-1', OF_PRACTITIONERS)
    await certify(first, 'm-1', ['cpmt'])
    expect(await isTrained('m-1')).toBe(true)
    const { modules } = await trainers().trainingsOf(LEEDS, 'm-1')
    expect(modules.every(({ version, until }) => version === '1.0' && until !== null)).toBe(true)
  })

  it('never by themselves, whichever account is certified (I8)', async () => {
    const { second } = await twoTrainers()
    await somebody('p-9', 'practitioner', '383', 't-2')
    const sessionId = await held(second)
    await expect(attend(second, sessionId, 'p-9')).rejects.toMatchObject({ places: [{ rule: 'isSomebodyElse' }] })
    for (const personId of ['p-9', 't-2']) {
      const asked = certifying().certify(second, { sessionId, personId, modules: ['monitoring'] })
      await expect(asked).rejects.toMatchObject({ code: 'conflict', message: 'Nobody certifies themselves' })
    }
  })

  it('with all their accounts, each by what its role needs', async () => {
    const { second } = await twoTrainers()
    await somebody('p-1', 'practitioner', '383', 'i-1')
    await somebody('d-1', 'data-steward', '383', 'i-1')
    await certify(second, 'p-1', BASE)
    expect([await isTrained('p-1'), await isTrained('d-1')]).toEqual([false, true])
  })

  it('only by whoever held the session, who was there, by a course that covers the module', async () => {
    const { first, second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    const sessionId = await held(second)
    const ask = (modules: TrainingModule[] = ['monitoring']) => ({ sessionId, personId: 'p-1', modules })
    await expect(certifying().certify(second, ask())).rejects.toMatchObject({ code: 'conflict' })
    await expect(attend(first, sessionId, 'p-1')).rejects.toMatchObject({ code: 'not-found' })
    await attend(second, sessionId, 'p-1', SYLLABUS.consequences.slice(1).join(' '))
    await expect(certifying().certify(second, ask())).rejects.toMatchObject({ code: 'conflict' })
    expect(await attend(second, sessionId, 'p-1')).toEqual({ recorded: 1, before: 0 })
    expect(await attend(second, sessionId, 'p-1')).toEqual({ recorded: 0, before: 1 })
    await expect(certifying().certify(first, ask())).rejects.toMatchObject({ code: 'not-found' })
    await certifying().certify(second, ask())
    await expect(certifying().certify(second, ask())).rejects.toMatchObject({ code: 'conflict' })

    const part = ALL.map((one) => (one.module === 'shielding' ? { ...one, items: one.items.slice(1) } : one))
    expect((await publish(2, { modules: part })).modules.find(({ module }) => module === 'shielding')).toMatchObject({
      ...{ satisfies: false, missing: [SYLLABUS.shielding[0]] },
    })
    await expect(certify(second, 'p-1', ['shielding'], '2.0')).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it('not after a failed assessment, until they come to another session', async () => {
    const { first } = await twoTrainers()
    await somebody('m-1', 'cpmt')
    const sessionId = await held(first)
    await attend(first, sessionId, 'm-1')
    const ask = (assessment: 'pass' | 'fail') => ({
      sessionId,
      personId: 'm-1',
      modules: ['cpmt' as const],
      assessment,
    })
    expect((await certifying().certify(first, ask('fail'))).certificates).toEqual([])
    await expect(certifying().certify(first, ask('pass'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(certify(first, 'm-1', ['cpmt'])).resolves.toMatchObject({ personId: 'm-1' })
  })

  it('not by somebody who is a trainer by role and not accredited, nor by one of another authority', async () => {
    const { second } = await twoTrainers()
    const third = await somebody('t-3', 'trainer')
    await certify(second, 't-3', [...BASE, 'trainer'])
    await expect(held(third)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      accredit('t-3', aCaller({ personId: 'b-1', role: 'accreditor', authority: '380' })),
    ).rejects.toMatchObject({
      code: 'not-found',
    })
    await somebody('p-b', 'practitioner', '380')
    const sessionId = await held(second)
    await expect(attend(second, sessionId, 'p-b')).rejects.toMatchObject({ places: [{ rule: 'isOneOfYourPeople' }] })
    const asked = certifying().certify(second, { sessionId, personId: 'p-b', modules: ['monitoring'] })
    await expect(asked).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('A trainer whose accreditation is withdrawn', () => {
  it('certifies nobody; what they gave from the instant on is void, what they gave before stays', async () => {
    const { second } = await twoTrainers()
    for (const name of ['p-1', 'p-2']) await somebody(name, 'practitioner')
    await certify(second, 'p-1', OF_PRACTITIONERS)
    const sessionId = await held(second)
    await attend(second, sessionId, 'p-1')
    const from = new Date()
    await certify(second, 'p-2', OF_PRACTITIONERS)
    expect([await isTrained('p-1'), await isTrained('p-2')]).toEqual([true, true])
    expect(await withdraw('t-2', LEEDS, from)).toMatchObject({ voided: OF_PRACTITIONERS.length, isComplete: true })
    expect([await isTrained('p-1'), await isTrained('p-2')]).toEqual([true, false])
    const again = certifying().certify(second, { sessionId, personId: 'p-1', modules: ['monitoring'] })
    await expect(again).rejects.toMatchObject({ code: 'forbidden' })
    await expect(held(second)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await withdraw('t-2', LEEDS, from)).toMatchObject({ voided: OF_PRACTITIONERS.length })
    expect(await room.db.collection('trainer_withdrawals').countDocuments()).toBe(1)
  })

  it('takes along what others certified on the strength of it, all the way down, and nothing else', async () => {
    const { first, second } = await twoTrainers()
    const third = await somebody('t-3', 'trainer')
    const from = new Date()
    await certify(second, 't-3', [...OF_PRACTITIONERS, 'trainer'])
    await accredit('t-3', LEEDS)
    for (const name of ['p-1', 'p-2']) await somebody(name, 'practitioner')
    await certify(third, 'p-1', OF_PRACTITIONERS)
    await certify(first, 't-3', [...OF_PRACTITIONERS, 'trainer'])
    await certify(third, 'p-2', OF_PRACTITIONERS)
    await withdraw('t-2', LEEDS, from)
    expect([await isTrained('p-1'), await isTrained('p-2'), await isTrained('t-3')]).toEqual([false, true, true])
    expect(await voids()).toBe(2 * OF_PRACTITIONERS.length + 1)
  })

  it('is withdrawn by somebody else who may accredit them, for a time that is over', async () => {
    await twoTrainers()
    const self = aCaller({ personId: 'x', identity: 't-2', role: 'accreditor', authority: '383' })
    await expect(withdraw('t-2', self)).rejects.toMatchObject({ code: 'conflict' })
    await expect(withdraw('t-1', LEEDS)).rejects.toMatchObject({ code: 'not-found' })
    await expect(withdraw('t-2', LEEDS, inDays(1))).rejects.toMatchObject({ code: 'invalid-request' })
    await somebody('t-3', 'trainer')
    await expect(withdraw('t-3', LEEDS)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('gives nothing that stands while they are being withdrawn', async () => {
    const { second } = await twoTrainers()
    const names = Array.from({ length: 6 }, (_, n) => `p-${n}`)
    for (const name of names) await somebody(name, 'practitioner')
    const ready = await Promise.all(
      names.map(async (name) => {
        const sessionId = await held(second)
        await attend(second, sessionId, name)
        return { sessionId, personId: name, modules: [...OF_PRACTITIONERS] }
      }),
    )
    const from = new Date()
    await Promise.allSettled([...ready.map((ask) => certifying().certify(second, ask)), withdraw('t-2', LEEDS, from)])
    await room.get(LookingService).finish(() => true)
    for (const name of names) expect(await training(name)).toBeNull()
  })
})

describe('A look that is asked for once more', () => {
  it('while somebody looks already, makes them begin again, though it says what it said before', async () => {
    const certificates = room.get(CertificatesRepository)
    const connection = room.get(getConnectionToken() as never) as Connection
    const ask = () => transaction(connection, () => certificates.addLook('t-1', 'w-1'))
    await ask()
    let runs = 0
    let asked = Promise.resolve()
    const hasBegun = Promise.withResolvers<void>()
    const looking = transaction(connection, async () => {
      runs += 1
      expect(await certificates.getLook('t-1')).toMatchObject({ asked: runs })
      hasBegun.resolve()
      await asked
      await certificates.removeLook('t-1')
    })
    asked = hasBegun.promise.then(ask)
    await Promise.all([asked, looking])
    expect(runs).toBe(2)
  })
})

describe('A new major version', () => {
  it('ends certificates of earlier ones when the days of grace are over, if they hold so long; a minor one ends nothing', async () => {
    const { second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    await certify(second, 'p-1', OF_PRACTITIONERS)
    const before = await training('p-1')
    await room.get(CoursesService).publish(NATIONAL, {
      ...{ code: CODE, major: 1, minor: 1, modules: ALL, validMonths: 12, graceDays: 0 },
    })
    await room.get(LookingService).workOff(() => true)
    expect(await training('p-1')).toEqual(before)
    const { publishedAt } = await publish(2, { graceDays: 30 })
    await room.get(LookingService).workOff(() => true)
    expect(await training('p-1')).toEqual(new Date(Date.parse(publishedAt) + 30 * DAY_MS))
    await expect(publish(1)).rejects.toMatchObject({ code: 'conflict' })
    await publish(3, { graceDays: 0 })
    await room.get(LookingService).workOff(() => true)
    expect(await isTrained('p-1')).toBe(false)
    await expect(certify(second, 'p-1', ['monitoring'], '3.0')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is published once, by a national accreditor, with items under their own module', async () => {
    const twice = await Promise.allSettled([publish(2), publish(2)])
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const asked = { code: 'X', major: 1, minor: 0, modules: ALL, validMonths: 1, graceDays: 0 }
    await expect(room.get(CoursesService).publish(LEEDS, asked)).rejects.toMatchObject({ code: 'forbidden' })
    const modules = [{ module: 'monitoring' as const, items: [...SYLLABUS.trainer] }]
    await expect(room.get(CoursesService).publish(NATIONAL, { ...asked, modules })).rejects.toMatchObject({
      ...{ code: 'invalid-request', places: [{ field: 'modules.0.items', rule: 'isOfThisModule' }] },
    })
  })
})

describe('What is done about training', () => {
  it('is recorded, each act with who, whom and what, and nothing that names anybody', async () => {
    room.fakes.audit.forget()
    room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
    const { second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    await certify(second, 'p-1', ['monitoring'])
    await withdraw('t-2', LEEDS)
    const entries = () => room.fakes.audit.questions(appendEntry)
    const is = (action: string) => entries().some((one) => one.action === action)
    expect(await until(async () => is('trainer-withdraw') && is('training-certify'), 20_000)).toBe(true)
    for (const action of ['trainer-accredit', 'training-attend', 'training-found', 'training-hold'])
      expect({ action, is: is(action) }).toEqual({ action, is: true })
    const certified = entries().find(({ particulars }) => particulars?.personId === 'p-1')!
    expect(certified).toMatchObject({
      ...{ action: 'training-certify', caller: { personId: 't-2', role: 'trainer' }, children: [], outcome: 'done' },
      particulars: { personId: 'p-1', modules: ['monitoring'], assessment: 'pass' },
    })
    expect(JSON.stringify(entries())).not.toContain('user.')
  }, 30_000)
})

describe('The cascade', () => {
  it('is a tree, level by level, with who certified whom and when', async () => {
    const { second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    await certify(second, 'p-1', ['monitoring'])
    const read = (by: Caller, under?: string) => room.get(CascadeService).read(by, under ? { under } : {})
    const auditor = aCaller({ personId: 'a-1', role: 'auditor' })
    expect((await read(auditor)).items).toMatchObject([
      { personId: 't-1', authority: '000', state: 'live', certifiedBy: 'n-1', accreditedBy: 'n-2', children: 1 },
    ])
    const [node] = (await read(LEEDS, 't-1')).items
    expect(node).toMatchObject({ personId: 't-2', certifiedBy: 't-1', gave: 1, children: 0, isVoid: false })
    const bradford = aCaller({ personId: 'b-1', role: 'accreditor', authority: '380' })
    expect((await read(bradford, 't-1')).items).toEqual([])
    await withdraw('t-2', LEEDS)
    expect((await read(auditor, 't-1')).items).toMatchObject([{ state: 'withdrawn' }])
  })
})

describe('Who is trained', () => {
  it('is counted by authority, organisation and week beside the plan, and no more when they are not', async () => {
    const { second } = await twoTrainers()
    await somebody('p-1', 'practitioner')
    const before = new Date()
    await certify(second, 'p-1', OF_PRACTITIONERS)
    const plans = room.get(TrainingPlansService)
    const week = weekOf(new Date())
    await plans.plan(LEEDS, { authority: '383', weeks: [{ week, people: 99 }] })
    await plans.plan(LEEDS, { authority: '383', weeks: [{ week, people: 7 }] })
    await expect(plans.plan(LEEDS, { authority: '380', weeks: [{ week, people: 7 }] })).rejects.toMatchObject({
      code: 'not-found',
    })
    const read = async (by: 'authority' | 'organisation' | 'week') =>
      (await plans.read({ by, from: week, to: week })).rows.map(({ key, counts }) => [key, ...counts])
    expect(await read('authority')).toEqual([['383', 2, 7], ['000', 1, 0]]) // prettier-ignore
    expect(await read('week')).toEqual([[week, 3, 7]])
    expect(await read('organisation')).toEqual([['Leeds City Council', 3, 0]])
    await withdraw('t-2', LEEDS, before)
    expect(await read('authority')).toEqual([['000', 1, 0], ['383', 1, 7]]) // prettier-ignore
  })

  it('is told to themselves, their authority’s accreditor and trainers, and to nobody else', async () => {
    const me = await somebody(randomUUID(), 'practitioner')
    const shown = await trainers().trainingsOf(me, me.personId)
    expect(shown).toMatchObject({ role: 'practitioner', until: null })
    const others = [aCaller({ personId: 'p-0' }), aCaller({ role: 'accreditor', authority: '380', personId: 'x' })]
    for (const who of others)
      await expect(trainers().trainingsOf(who, me.personId)).rejects.toMatchObject({ code: 'not-found' })
  })
})
