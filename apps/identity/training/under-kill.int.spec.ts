import { ownCall, withCall } from '@contactpoint/bus'
import {
  MODULES_OF,
  openSession,
  publishCourse,
  SYLLABUS,
  TRAINING_MODULES,
  withdrawTrainer,
  type MessageClass,
  type RequestContract,
  type TrainingModule,
} from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import {
  asAdministrator,
  asService,
  codeShown,
  firstAccountsOverBus,
  startTestStack,
  type TestAccount,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { CourseChange } from '../courses/courses.schema.ts'
import type { Person } from '../people/people.schema.ts'
import { store } from '../store.ts'
import type { Certificate } from './certificates.schema.ts'

let stack: TestStack
let gateway: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
let account: TestAccount

const PUPILS = 120
const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const EVERYTHING = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))

beforeAll(async () => {
  stack = await startTestStack({ apps: ['identity'] })
  gateway = await asService(stack, 'gateway')
  databases = await asAdministrator(stack)
  account = (await firstAccountsOverBus(stack, gateway.bus))[0]!
})

afterAll(async () => {
  await gateway?.connection.close()
  await databases?.close()
  await stack?.remove()
})

const db = () => databases.db('identity')
const people = () => db().collection<Person>('people')
const certificates = () => db().collection<Certificate>('certificates')
const count = (name: string) => db().collection(name).countDocuments()
const trained = () => people().countDocuments({ role: 'practitioner', 'preconditions.training': { $gt: new Date() } })

/** Asked by the accreditor, who signs in for it; whatever becomes of the answer. */
async function ask<Question extends object, Answer extends object>(
  contract: RequestContract<Question, Answer> & { question: MessageClass<Question> },
  question: Question,
): Promise<Answer> {
  await db()
    .collection('authenticators')
    .updateMany({}, { $set: { lastStep: 0 } })
  const { username, password, pin } = account
  const credentials = { username, password, pin, code: codeShown(account) }
  const { accessToken } = await withCall(ownCall(5_000), () => gateway.bus.ask(openSession, credentials))
  return withCall({ ...ownCall(10_000), token: accessToken }, () => gateway.bus.ask(contract, question))
}

/** Once it is there, and whoever is asked is there again. */
async function inTheEnd<T>(work: () => Promise<T | null>): Promise<T | null> {
  let found: T | null = null
  await eventually(async () => (found = await work()) !== null, 30_000)
  return found
}

/** A trainer who has certified another, and that one all pupils; as it is after a year of work. */
beforeEach(async () => {
  const kept = ['people', 'organisations', 'authorities', 'authenticators', 'signing_keys', 'leases', 'sessions']
  for (const { name } of store.collections) if (!kept.includes(name)) await db().collection(name).deleteMany({})
  await people().deleteMany({ username: { $ne: account.username } })
  const trainers = ['t-1', 't-2'].map((_id) => aPerson(_id, 'trainer'))
  const pupils = Array.from({ length: PUPILS }, (_, n) => aPerson(`p-${String(n).padStart(4, '0')}`, 'practitioner'))
  await people().insertMany([...trainers, ...pupils])
  const accredited = { authority: '383', by: 'a', at: inDays(-90), until: inDays(300) }
  const accreditations = ['t-1', 't-2'].map((who) => ({
    _id: who as never,
    personId: who,
    identity: who,
    ...accredited,
  }))
  await db().collection('trainer_accreditations').insertMany(accreditations)
  await certificates().insertMany([
    ...TRAINING_MODULES.map((module) => given('t-1', module, null, -99)),
    ...TRAINING_MODULES.map((module) => given('t-2', module, 't-1', -80)),
    ...pupils.flatMap(({ _id }) => MODULES_OF.practitioner.map((module) => given(_id, module, 't-2', -70))),
  ])
  await db()
    .collection('courses')
    .insertOne({
      ...{ _id: 'CP@1.0' as never, code: 'CP', major: 1, minor: 0, modules: EVERYTHING, validMonths: 12, graceDays: 0 },
      ...{ publishedBy: 'a', publishedAt: inDays(-100) },
    })
})

function aPerson(_id: string, role: Person['role']): Person {
  const inDate = { identityCheck: inDays(300), enhancedDisclosure: inDays(300), training: inDays(200) }
  const where = {
    ...{ authority: '383', organisation: 'Leeds', organisationId: 'o-1', need: 'trains' as const, overrideUntil: null },
    ...{ createdBy: 'x', approvedBy: 'y', agreement: null, attestedUntil: null, closedAt: null },
  }
  return { _id, username: `user-${_id}`, role, ...where, preconditions: inDate }
}

function given(identity: string, module: TrainingModule, by: string | null, days: number): Certificate {
  return {
    ...{ _id: `s/${identity}/${module}`, identity, module, courseCode: 'CP', major: 1, minor: 0, sessionId: 's' },
    ...{ by: by ?? 'a', trainerId: by, at: inDays(days), until: inDays(200) },
  }
}

describe('a service that is killed with -9', () => {
  it('while it voids what a trainer gave voids all of it all the same, and nobody stays trained by it', async () => {
    const from = inDays(-85).toISOString()
    // Nobody asks again after the first kill: what was stored is carried out by itself.
    let isKilled = false
    const answer = inTheEnd(async () => isKilled || ask(withdrawTrainer, { personId: 't-1', from }))
    for (let kills = 0; kills < 2; kills++) {
      const before = await trained()
      expect(await until(async () => (await trained()) < before - 5, 60_000, 2)).toBe(true)
      expect(await trained()).toBeGreaterThan(0)
      isKilled = true
      await stack.kill('identity')
    }
    await answer
    expect(await until(async () => (await count('training_looks')) === 0, 60_000)).toBe(true)
    expect(await trained()).toBe(0)
    const all = TRAINING_MODULES.length + PUPILS * MODULES_OF.practitioner.length
    expect(await count('void_certificates')).toBe(all)
    expect(await inTheEnd(() => ask(withdrawTrainer, { personId: 't-1', from }))).toMatchObject({
      voided: all,
      isComplete: true,
    })
    expect(await count('trainer_withdrawals')).toBe(1)
  })

  it('while it works out what a new version ends goes on where it stopped, and nobody is left out', async () => {
    const asked = { code: 'CP', major: 2, minor: 0, modules: EVERYTHING, validMonths: 12, graceDays: 0 }
    expect(await inTheEnd(() => ask(publishCourse, asked))).toMatchObject({ version: '2.0' })
    expect(await until(async () => (await trained()) < PUPILS - 5, 60_000, 2)).toBe(true)
    await stack.kill('identity')
    expect(await until(async () => (await trained()) === 0, 60_000)).toBe(true)
    const waits = () =>
      db()
        .collection<CourseChange>('course_changes')
        .findOne({ secondAt: { $ne: null } })
    const { secondAt } = (await inTheEnd(waits))!
    expect(secondAt!.getTime()).toBeGreaterThan(Date.now())
    await db()
      .collection('course_changes')
      .updateMany({}, { $set: { secondAt: new Date() } })
    expect(await until(async () => (await count('course_changes')) === 0, 60_000)).toBe(true)
  })
})
