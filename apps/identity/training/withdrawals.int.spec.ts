import type { Caller } from '@contactpoint/bus'
import { appendEntry, MODULES_OF, SYLLABUS, TRAINING_MODULES, type TrainingModule } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, aRoom, type Room } from '@contactpoint/testing'
import { getConnectionToken } from '@nestjs/mongoose'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { identity } from '../app.module.ts'
import { CoursesService } from '../courses/courses.service.ts'
import type { Person } from '../people/people.schema.ts'
import { CertifyingService } from '../training-sessions/certifying.service.ts'
import { TrainingSessionsService } from '../training-sessions/training-sessions.service.ts'
import { store } from '../store.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import { CascadeService } from './cascade.service.ts'
import { LookingService } from './looking.service.ts'
import { TrainersService } from './trainers.service.ts'

let room: Room<'audit'>
const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const ALL = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))
const OF_PRACTITIONERS = MODULES_OF.practitioner

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
})

/** One course of everything, two national accreditors and one of Leeds; nobody is a trainer yet. */
beforeEach(async () => {
  for (const { name } of store.collections) await room.db.collection(name).deleteMany({})
  await publish()
})

afterAll(() => room?.close())

const people = () => room.db.collection<Person>('people')
const sessions = () => room.get(TrainingSessionsService)
const trainers = () => room.get(TrainersService)
const certifying = () => room.get(CertifyingService)
const publish = (major = 1, { graceDays = 30, modules = ALL } = {}) =>
  room.get(CoursesService).publish(NATIONAL, { code: 'CP', major, minor: 0, modules, validMonths: 12, graceDays })

const NATIONAL = aCaller({ personId: 'n-1', role: 'accreditor', authority: '000' })
const OTHER = aCaller({ personId: 'n-2', role: 'accreditor', authority: '000' })
const LEEDS = aCaller({ personId: 'l-1', role: 'accreditor', authority: '383' })

// prettier-ignore
const REST = { organisationId: 'o-1', need: 'trains', createdBy: 'x', approvedBy: 'y', agreement: null, attestedUntil: null, closedAt: null, overrideUntil: null } as const

/** Somebody with an account, in date in all but training. */
async function somebody(_id: string, role: Person['role'], authority = '383', who = _id): Promise<Caller> {
  const preconditions = { identityCheck: inDays(900), enhancedDisclosure: inDays(900), training: null }
  const account = { username: `user.${_id}`, role, authority, organisation: 'Leeds City Council', ...REST }
  await people().insertOne({ _id, identity: who, ...account, preconditions })
  return aCaller({ personId: _id, identity: who, role, authority })
}

const training = async (_id: string) => (await people().findOne({ _id }))!.preconditions.training
const isTrained = async (_id: string) => ((await training(_id)) ?? new Date(0)) > new Date()
const found = (who: string, by = NATIONAL, modules: TrainingModule[] = [...TRAINING_MODULES]) =>
  certifying().found(by, { personId: who, courseCode: 'CP', version: '1.0', modules })
const accredit = (who: string, by = OTHER, days = 300) =>
  trainers().accredit(by, { personId: who, until: inDays(days).toISOString() })
const withdraw = (who: string, by = OTHER, from = new Date()) =>
  trainers().withdraw(by, { personId: who, from: from.toISOString() })
const held = async (trainer: Caller, version = '1.0') =>
  (await sessions().hold(trainer, { courseCode: 'CP', version, heldOn: new Date().toISOString().slice(0, 10) }))
    .sessionId
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
    expect(await room.db.collection('void_certificates').countDocuments()).toBe(2 * OF_PRACTITIONERS.length + 1)
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
      ...{ code: 'CP', major: 1, minor: 1, modules: ALL, validMonths: 12, graceDays: 0 },
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
  })
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
