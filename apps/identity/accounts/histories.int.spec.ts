import type { Caller } from '@contactpoint/bus'
import { Fault, ORGANISATION_EVIDENCE, type CheckKind, type Role } from '@contactpoint/contracts'
// prettier-ignore
import { aCaller, aRoom, AUTHORITY_OF, inACall, isSaid, PEOPLE_DEEDS, PeopleModel, putSteppers, STEPPERS, type AboutStep, type ModelAccount, type PeopleDeed, type PeopleStep, type Room } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { identity } from '../app.module.ts'
import { AgreementsService } from '../agreements/agreements.service.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { store } from '../store.ts'
import { SuspensionsService } from '../suspensions/suspensions.service.ts'
import { LookingService } from '../training/looking.service.ts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

/** Drivers and timers go on as they are. */
// prettier-ignore
const NOT_THE_DATE = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const
const DAY_MS = 24 * 60 * 60 * 1000
/** A code lasts by the database's clock, which does not move here: until long after all of this. */
const BEGAN = Date.UTC(2040, 0, 5, 9)
const SIGNED = { password: 'a long walk to the sea', pin: '4821', agreement: '2026-1' }
const ACCREDITORS = ['n1', 'n2', 'l1', 'l2', 'b1']

let room: Room

beforeAll(async () => {
  room = await aRoom(identity)
  await room.get(LookingService).onModuleDestroy()
  // What whoever revokes waits for is that copies of the gateway hear of it: there is none here.
  jest.spyOn(room.get(RevocationsService), 'isFollowed').mockResolvedValue(undefined)
})

afterEach(() => {
  jest.useRealTimers()
})

afterAll(() => room?.close())

interface About extends AboutStep {
  by: Caller
  accreditor: Caller
  codes: Map<string, string>
}

const callerOf = (id: string): Caller => {
  const { role, authority, organisation } = STEPPERS[id]!
  return aCaller({ personId: id, role, authority, organisation })
}
const accounts = () => room.get(AccountsService)
const outbox = () => room.db.collection('outbox')
const removals = () => room.get(RemovalsService)
const aCase = ({ one }: About, isSuspended: boolean) =>
  room.get(SuspensionsService).set({ identity: one.who, caseId: 'case-1', isSuspended })
const authority = async (code: string, isLive: boolean) =>
  room.db
    .collection<{ _id: string }>('authorities')
    .updateOne({ _id: code }, { $set: { liveSince: isLive ? new Date() : null } })

const ACTS: Record<PeopleDeed, (about: About) => Promise<unknown>> = {
  check: ({ by, one, step, day }) =>
    accounts().check(by, { personId: one.id, kind: step.kind, reference: 'A/1', until: day }),
  train: ({ one, day }) => room.get(PeopleService).setTraining(one.id, new Date(day)),
  approve: async ({ by, one, codes }) => codes.set(one.id, (await accounts().approve(by, one.id)).enrolmentCode),
  sign: ({ one, codes }) => {
    const typed = { username: one.name, enrolmentCode: codes.get(one.id) ?? 'AAAA-AAAA-AAAA-AAAA', ...SIGNED }
    return inACall(() => room.get(EnrolmentsService).complete(typed), one.id)
  },
  outdate: ({ one }) =>
    room.db
      .collection<{ _id: string }>('people')
      .updateOne(
        { _id: one.id, agreement: { $ne: null } },
        { $set: { agreement: { version: '2025-1', at: new Date() } } },
      ),
  signAnew: ({ one }) =>
    room.get(AgreementsService).sign(aCaller({ personId: one.id, role: one.role }), SIGNED.agreement),
  attest: ({ by, one }) => accounts().attest(by, one.id),
  suspend: ({ by, one }) => removals().suspend(by, { personId: one.id, code: 'other' }),
  suspendNamed: ({ by, one }) => removals().suspendNamed(by, { username: one.name, code: 'other' }),
  rename: ({ by, one }) =>
    accounts().rename(by, { personId: one.id, givenName: 'Ann', familyName: 'Khan', postcode: 'LS2 7EW' }),
  reinstate: ({ by, one }) => removals().reinstate(by, one.id),
  close: ({ by, one }) => removals().close(by, { personId: one.id, code: 'left' }),
  case: (about) => aCase(about, true),
  caseEnds: (about) => aCase(about, false),
  accredit: ({ accreditor, step, day }) =>
    room.get(OrganisationsService).accredit(accreditor, {
      ...{ organisationId: step.organisation, until: day },
      ...{ evidence: [...ORGANISATION_EVIDENCE], disciplinaryProcedure: true },
    }),
  disaccredit: ({ accreditor, step }) => room.get(OrganisationsService).disaccredit(accreditor, step.organisation),
  goLive: ({ step }) => authority(AUTHORITY_OF[step.organisation]!, true),
  halt: ({ step }) => authority(AUTHORITY_OF[step.organisation]!, false),
}

/** @returns whether it was done just when the model says that it may be */
async function take(step: PeopleStep, model: PeopleModel, codes: Map<string, string>): Promise<boolean> {
  const all = [...model.accounts.values()]
  const one = all[step.whose % all.length]!
  if (step.do === 'create') return create(step, model, one)
  const now = Date.now()
  const day = new Date(now + step.days * DAY_MS).toISOString().slice(0, 10)
  const about: About = {
    ...{ step, by: callerOf(step.by), accreditor: callerOf(step.accreditor), one },
    ...{ day, end: Date.parse(day), now, model, codes },
  }
  const expected = PEOPLE_DEEDS[step.do].may(about)
  const done = await isDone(ACTS[step.do](about))
  if (done && isSaid(about)) model.said += 1
  if (done) PEOPLE_DEEDS[step.do].note(about)
  return done === expected
}

/** Of every third it is said that they had an account before, of whichever was closed. */
async function create(step: PeopleStep, model: PeopleModel, one?: ModelAccount): Promise<boolean> {
  const { by, role, organisation, whose } = step
  const former = whose % 3 === 0 ? one : undefined
  const name = `p-${model.accounts.size + 1}`
  const made = accounts().create(callerOf(by), {
    ...{ username: name, role, need: 'works-with-children', organisationId: organisation, givenName: 'Ann' },
    ...{ familyName: 'Patel', postcode: 'LS1 4AP', phone: '01134960123', email: 'a@example.org' },
    ...(former && { formerPersonId: former.id }),
  })
  const expected = model.keeps(by, role, organisation) && (!former || former.closed)
  const id = await idOf(made)
  if (id) model.make({ id, name, role, organisation, madeBy: by }, former)
  if (id) model.said += 1
  return expected === (id !== null)
}

/** @returns null when it is refused, for a reason that is told */
const idOf = (made: Promise<{ personId: string }>): Promise<string | null> =>
  made.then(
    ({ personId }) => personId,
    (error: unknown) => {
      if (error instanceof Fault && error.code !== 'unavailable') return null
      throw error
    },
  )
const isDone = async (asked: Promise<unknown>): Promise<boolean> =>
  (await idOf(asked.then(() => ({ personId: 'done' })))) !== null

async function begin(): Promise<void> {
  for (const { name } of store.collections) await room.db.collection(name).deleteMany({})
  await putSteppers(room.db)
}

async function kept(model: PeopleModel, instants: number[]): Promise<Record<string, (number | null)[]>> {
  const found = await Promise.all([...model.accounts.keys()].map((id) => room.get(PeopleService).findById(id)))
  const rows = found.map(async (person) => {
    const ends = instants.map((at) => room.get(PeopleService).eligibleUntil(person!, new Date(at)))
    return [person!._id, (await Promise.all(ends)).map((end) => end?.getTime() ?? null)] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

const deeds: PeopleStep['do'][] = [
  ...(Object.keys(PEOPLE_DEEDS) as PeopleDeed[]),
  'create',
  'create',
  'check',
  'approve',
  'sign',
]
const aStep: fc.Arbitrary<PeopleStep> = fc.record({
  do: fc.constantFrom(...deeds),
  by: fc.constantFrom(...Object.keys(STEPPERS)),
  accreditor: fc.constantFrom(...ACCREDITORS),
  whose: fc.nat({ max: 11 }),
  role: fc.constantFrom<Role>('practitioner', 'practitioner', 'shield-officer', 'trainer', 'accreditor'),
  organisation: fc.constantFrom('o-desk', 'o-school', 'o-school', 'o-other'),
  kind: fc.constantFrom<CheckKind>('identity', 'enhanced-disclosure', 'officer-vetting'),
  days: fc.oneof(fc.integer({ min: -2, max: 400 }), fc.constant(1_200)),
  hours: fc.oneof(fc.constant(0), fc.nat({ max: 24 * 20 })),
})

/** Nobody gets far who has not begun like this: a practitioner and an officer who are let in. */
const usual = { accreditor: 'n1', kind: 'identity', role: 'practitioner', organisation: 'o-school', days: 300, hours: 1 } as const // prettier-ignore
const LASTS: [CheckKind, number][] = [['identity', 300], ['enhanced-disclosure', 350], ['officer-vetting', 20]] // prettier-ignore
const letIn = (whose: number, by: string, approver: string): PeopleStep[] => [
  ...LASTS.map(([kind, days]) => ({ ...usual, do: 'check' as const, by, whose, kind, days })),
  ...(['train', 'approve', 'sign'] as const).map((deed) => ({ ...usual, do: deed, by: approver, whose })),
]
const BEGINNING: PeopleStep[] = [
  { ...usual, do: 'accredit', by: 'n1', whose: 0 },
  { ...usual, do: 'accredit', by: 'n1', whose: 0, organisation: 'o-desk' },
  { ...usual, do: 'goLive', by: 'n1', whose: 0 },
  { ...usual, do: 'create', by: 'm1', whose: 1 },
  { ...usual, do: 'create', by: 'l1', whose: 1, role: 'shield-officer', organisation: 'o-desk' },
  ...letIn(0, 'm1', 'l1'),
  ...letIn(1, 'l1', 'l2'),
]

it('whatever was made, checked, approved, suspended and ended, who may use the directory until when is what a small model says, and so is who may take which step', async () => {
  const seen = { letIn: 0, keptOut: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 10, maxLength: 30 }), async (steps) => {
      jest.useFakeTimers({ now: BEGAN, doNotFake: [...NOT_THE_DATE] })
      await begin()
      const [model, codes] = [new PeopleModel(), new Map<string, string>()]
      for (const step of [...BEGINNING, ...steps]) {
        jest.setSystemTime(Date.now() + step.hours * 60 * 60 * 1000)
        expect({ step, agrees: await take(step, model, codes) }).toEqual({ step, agrees: true })
        const instants = [0, 30, 121, 123, 400, 1_300].map((days) => Date.now() + days * DAY_MS)
        const expected = [...model.accounts.keys()].map((id) => [id, instants.map((at) => model.until(id, at))])
        expect(await kept(model, instants)).toEqual(Object.fromEntries(expected))
        // Entries wait in the outbox, as there is no audit here: one for each act, and none for what was refused or done before.
        expect({ step, said: await outbox().countDocuments() }).toEqual({ step, said: model.said })
        const ends = [...model.accounts.keys()].map((id) => model.until(id, Date.now()))
        seen.letIn += ends.filter((end) => end !== null).length
        seen.keptOut += ends.filter((end) => end === null).length
      }
    }),
    { numRuns: 20, endOnFailure: true },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50)
}, 240_000)
