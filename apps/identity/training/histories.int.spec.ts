import type { Caller } from '@contactpoint/bus'
import { Fault, SYLLABUS, TRAINING_MODULES, type TrainingModule } from '@contactpoint/contracts'
// prettier-ignore
import { aCaller, aRoom, monthsLater, TAUGHT, TRAINED_ACCOUNTS, trainedAccount, TrainingModel, type Room } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { identity } from '../app.module.ts'
import { CoursesService } from '../courses/courses.service.ts'
import type { Person } from '../people/people.schema.ts'
import { store } from '../store.ts'
import { CertifyingService } from '../training-sessions/certifying.service.ts'
import { TrainingSessionsService } from '../training-sessions/training-sessions.service.ts'
import { LookingService } from './looking.service.ts'
import { TrainersService } from './trainers.service.ts'

/** Drivers and timers go on as they are. */
// prettier-ignore
const NOT_THE_DATE = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const
const DAY_MS = 24 * 60 * 60 * 1000
const BEGAN = Date.UTC(2026, 0, 5, 9)

let room: Room

beforeAll(async () => {
  room = await aRoom(identity)
  // It works when it is told to: here the time is not what the sweep thinks.
  await room.get(LookingService).onModuleDestroy()
})

afterEach(() => {
  jest.useRealTimers()
})

afterAll(() => room?.close())

const TRAINERS = TRAINED_ACCOUNTS.filter(([, , role]) => role === 'trainer').map(([id]) => id)
const ACCREDITORS: Record<string, Caller> = {
  n1: aCaller({ personId: 'n1', role: 'accreditor', authority: '000' }),
  n2: aCaller({ personId: 'n2', role: 'accreditor', authority: '000' }),
  l1: aCaller({ personId: 'l1', role: 'accreditor', authority: '383' }),
}
const callerOf = (id: string): Caller => {
  const [, who, role, authority] = trainedAccount(id)
  return aCaller({ personId: id, identity: who, role, authority })
}

interface Step {
  do: 'publish' | 'found' | 'accredit' | 'withdraw' | 'teach'
  course: string
  by: string
  trainer: string
  pupil: string
  modules: TrainingModule[]
  isMajor: boolean
  graceDays: number
  validMonths: number
  /** Of an accreditation, or how long ago a withdrawal begins. */
  days: number
  /** That pass before. */
  minutes: number
}

/** Does it, and says whether the model thinks that it may be done; what is done is noted there. */
async function take(step: Step, model: TrainingModel): Promise<boolean> {
  const now = Date.now()
  const version = model.latest(step.course)
  if (step.do === 'publish') return publish(step, model, now)
  if (!version) return true
  if (step.do === 'accredit') return accredit(step, model, now)
  if (step.do === 'withdraw') return withdraw(step, model, now)
  const modules = step.modules.filter((module) => TAUGHT[step.course]!.includes(module))
  if (modules.length === 0) return true
  const given = (to: string, trainer: string | null, by: string) => {
    const parts = { to, course: step.course, major: version.major, at: now, until: monthsLater(now, version.months) }
    model.given.push(...modules.map((module) => ({ ...parts, module, trainer, by })))
  }
  const asked = { courseCode: step.course, version: `${version.major}.${version.minor}` }
  if (step.do === 'found') {
    const isAny = TRAINERS.some((trainer) => model.isAccredited(trainer, now))
    const may = step.by !== 'l1' && trainedAccount(step.trainer)[3] === '000' && !isAny
    const ask = { personId: step.trainer, ...asked, modules }
    const did = await isDone(room.get(CertifyingService).found(ACCREDITORS[step.by]!, ask))
    if (did) given(step.trainer, null, step.by)
    return did === may
  }
  return teach(step, model, { now, modules, asked, given })
}

async function publish(step: Step, model: TrainingModel, now: number): Promise<boolean> {
  const latest = model.latest(step.course)
  const isNew = !latest || step.isMajor
  const next = isNew ? { major: (latest?.major ?? 0) + 1, minor: 0 } : { major: latest.major, minor: latest.minor + 1 }
  const modules = TAUGHT[step.course]!.map((module) => ({ module, items: [...SYLLABUS[module]] }))
  const { validMonths, graceDays } = step
  const ask = { code: step.course, ...next, modules, validMonths, graceDays }
  const did = await isDone(room.get(CoursesService).publish(ACCREDITORS[step.by]!, ask))
  if (did) model.versions.push({ course: step.course, ...next, months: validMonths, grace: graceDays, at: now })
  return did === (step.by !== 'l1')
}

async function accredit({ by, trainer, days }: Step, model: TrainingModel, now: number): Promise<boolean> {
  const [, who, , authority] = trainedAccount(trainer)
  const may = (by !== 'l1' || authority === '383') && model.holds(model.standing(), who, 'trainer', now, by)
  const until = now + (1 + (days % 700)) * DAY_MS
  const ask = { personId: trainer, until: new Date(until).toISOString() }
  const did = await isDone(room.get(TrainersService).accredit(ACCREDITORS[by]!, ask))
  if (did) model.accreditations.push({ trainer, at: now, until })
  return did === may
}

async function withdraw({ by, trainer, days }: Step, model: TrainingModel, now: number): Promise<boolean> {
  const was = model.accreditations.some((one) => one.trainer === trainer)
  const may = was && (by !== 'l1' || trainedAccount(trainer)[3] === '383')
  const from = now - days * DAY_MS
  const ask = { personId: trainer, from: new Date(from).toISOString() }
  const did = await isDone(room.get(TrainersService).withdraw(ACCREDITORS[by]!, ask))
  if (did) model.withdrawals.push({ trainer, from, at: now })
  return did === may
}

async function teach(
  { trainer, pupil }: Step,
  model: TrainingModel,
  given: { now: number; modules: TrainingModule[]; asked: { courseCode: string; version: string }; given: (to: string, trainer: string, by: string) => void }, // prettier-ignore
): Promise<boolean> {
  const { now, modules, asked } = given
  const [stand, who] = [model.standing(), trainedAccount(trainer)[1]]
  const has = (module: TrainingModule) => model.holds(stand, who, module, now)
  const [, to, , authority] = trainedAccount(pupil)
  const isReach = trainedAccount(trainer)[3] === '000' || authority === '383'
  const may = model.isAccredited(trainer, now) && to !== who && isReach && has('trainer') && modules.every(has)
  const did = await isDone(session(trainer, pupil, asked, modules))
  if (did) given.given(to, trainer, who)
  return did === may
}

async function session(trainer: string, pupil: string, asked: object, modules: TrainingModule[]): Promise<unknown> {
  const caller = callerOf(trainer)
  const heldOn = new Date().toISOString().slice(0, 10)
  const sessions = room.get(TrainingSessionsService)
  const { sessionId } = await sessions.hold(caller, { ...asked, heldOn } as never)
  await sessions.attend(caller, {
    sessionId,
    rows: [{ username: pupil, acknowledged: SYLLABUS.consequences.join(' ') }],
  })
  return room.get(CertifyingService).certify(caller, { sessionId, personId: pupil, modules, assessment: 'pass' })
}

/** Whether it is answered; false: it is refused, for a reason that is told. */
async function isDone(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Fault && error.code !== 'unavailable') return false
      throw error
    },
  )
}

async function begin(): Promise<void> {
  for (const { name } of store.collections) await room.db.collection(name).deleteMany({})
  const rest = {
    ...{ organisation: 'Leeds', organisationId: 'o-1', need: 'trains' as const, overrideUntil: null },
    preconditions: { identityCheck: null, enhancedDisclosure: null, training: null },
    ...{ createdBy: 'x', approvedBy: 'y', agreement: null, attestedUntil: null, closedAt: null },
  }
  const people = TRAINED_ACCOUNTS.map(([_id, who, role, authority]) => {
    return { _id, identity: who, username: _id, role, authority, ...rest }
  })
  await room.db.collection<Person>('people').insertMany(people)
}

const kept = async (): Promise<Record<string, Date | null>> => {
  const found = await room.db.collection<Person>('people').find().toArray()
  return Object.fromEntries(found.map(({ _id, preconditions }) => [_id, preconditions.training]))
}

const aStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('publish', 'found', 'accredit', 'withdraw', 'withdraw', 'teach', 'teach', 'teach', 'teach'),
  course: fc.constantFrom('CORE', 'CORE', 'CORE', 'PART'),
  by: fc.constantFrom('n1', 'n2', 'l1'),
  trainer: fc.constantFrom(...TRAINERS),
  pupil: fc.constantFrom(...TRAINED_ACCOUNTS.map(([id]) => id)),
  modules: fc.oneof(
    fc.constant<TrainingModule[]>([...TRAINING_MODULES]),
    fc.subarray<TrainingModule>([...TRAINING_MODULES], { minLength: 1 }),
  ),
  isMajor: fc.boolean(),
  graceDays: fc.nat({ max: 60 }),
  validMonths: fc.integer({ min: 1, max: 18 }),
  days: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }), fc.constant(2_000)),
  minutes: fc.oneof(fc.constant(1), fc.constant(60), fc.integer({ min: 1, max: 60 * 24 * 90 })),
})

/** Nobody gets far who has not begun like this: a course, two first trainers, and two of Leeds, of whom one owes each of them a part. */
const usual = { course: 'CORE', isMajor: false, graceDays: 30, validMonths: 18, minutes: 60 } as const
const first = { ...usual, by: 'n1', trainer: 't-n1', pupil: 't-l1', modules: [...TRAINING_MODULES], days: 600 }
const second = { ...first, trainer: 't-n2' }
const BEGINNING: Step[] = [
  { ...first, do: 'publish' },
  { ...first, do: 'found' },
  { ...second, do: 'found' },
  { ...first, do: 'accredit', by: 'n2' },
  { ...second, do: 'accredit', by: 'n2' },
  { ...first, do: 'teach' },
  { ...first, do: 'accredit', trainer: 't-l1', by: 'l1' },
  {
    ...first,
    do: 'teach',
    trainer: 't-l1',
    pupil: 't-l2',
    modules: TRAINING_MODULES.filter((one) => one !== 'trainer'),
  },
  { ...second, do: 'teach', pupil: 't-l2', modules: ['trainer'] },
  { ...first, do: 'accredit', trainer: 't-l2', by: 'l1' },
  { ...first, do: 'teach', trainer: 't-l2', pupil: 'p-1' },
]

/** Of the 5th to the 28th of a month. */
function later(minutes: number): void {
  const at = new Date(Date.now() + minutes * 60_000)
  if (at.getUTCDate() > 28) at.setUTCDate(at.getUTCDate() + 7)
  jest.setSystemTime(at)
}

it('whatever was taught, certified, withdrawn and published, who is trained until when is what a small model says, and so is who may do what', async () => {
  const seen = { stands: 0, voided: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 6, maxLength: 16 }), async (steps) => {
      jest.useFakeTimers({ now: BEGAN, doNotFake: [...NOT_THE_DATE] })
      await begin()
      const model = new TrainingModel()
      for (const step of [...BEGINNING, ...steps]) {
        later(step.minutes)
        const before = model.given.length
        expect({ step, agrees: await take(step, model) }).toEqual({ step, agrees: true })
        if (model.given.length === before) seen.refused += 1
        await room.get(LookingService).workOff(() => true)
        expect(await kept()).toEqual(Object.fromEntries(TRAINED_ACCOUNTS.map((one) => [one[0], model.trained(one)])))
      }
      seen.stands += model.standing().length
      seen.voided += model.given.length - model.standing().length
    }),
    { numRuns: 16, endOnFailure: true },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10)
}, 240_000)
