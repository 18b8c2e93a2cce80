import type { Caller } from '@contactpoint/bus'
import { appendEntry, MODULES_OF, SYLLABUS, TRAINING_MODULES, type TrainingModule } from '@contactpoint/contracts'
import { aCaller, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { CoursesService } from '../courses/courses.service.ts'
import type { Person } from '../people/people.schema.ts'
import { TrainingPlansService } from '../training-plans/training-plans.service.ts'
import { CertifyingService } from '../training-sessions/certifying.service.ts'
import { TrainingSessionsService } from '../training-sessions/training-sessions.service.ts'
import { store } from '../store.ts'
import { weekOf } from './judging.rules.ts'
import { TrainersService } from './trainers.service.ts'

let room: Room<'audit'>
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const ALL = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))
const [BASE, OF_PRACTITIONERS] = [MODULES_OF.auditor, MODULES_OF.practitioner]

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
