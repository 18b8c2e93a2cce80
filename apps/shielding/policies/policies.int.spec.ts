import { appendEntry, Fault, listDesks, newChildId } from '@contactpoint/contracts'
import type { AppendEntry, PolicyDocument, PolicyVersion, Role } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import type { PolicyStep } from '../policy/policy.schema.ts'
import { PolicyService } from '../policy/policy.service.ts'
import { VersionsService } from '../policy/versions.service.ts'
import { WorkService } from '../work/work.service.ts'
import { PoliciesService } from './policies.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let childId: string

const hidden = {
  formerNames: [],
  carers: [],
  involvements: [],
  education: null,
  gpPracticeCode: null,
  dateOfDeath: null,
  authority: null,
}
const address = { lines: ['1 High Street'], postcode: 'LS1 4AP' }
const whole = () => ({ full: true, child: { ...aVisibleChild(childId), ...hidden, address } })

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  room.fakes.identity.answers(listDesks, async () => ({ desks: [{ authority: '383', officers: 2 }] }))
})

beforeEach(() => {
  childId = newChildId(randomInt)
  answerAsUsual(room.fakes, whole)
})

afterEach(() => bringBack())
afterAll(() => room?.close())

const who = (personId: string, role: Role = 'cpmt', authority = '000', identity = personId) =>
  aCaller({ personId, role, authority, identity })
const [one, two, three] = [who('n-1'), who('n-2'), who('n-3')]
const auditor = who('a-1', 'auditor', '383')
const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
const shorter: PolicyDocument = {
  ...FOUNDING_POLICY,
  shields: { ...FOUNDING_POLICY.shields, reviewWithinMonths: { standard: 3, sealed: 1 } },
}

const policies = () => room.get(PoliciesService)
const versions = () => room.get(VersionsService)
const stored = () => room.db.collection<PolicyStep>('policy_steps')
const steps = () => stored().find().sort({ _id: 1 }).toArray()
const current = () => room.get(PolicyService).current()
const entries = (): AppendEntry[] => room.fakes.audit.questions(appendEntry)
const open = () => inACall(() => room.get(DisclosuresService).open(aCaller(), { childId, reason: 'assessment' }))
const activate = (version: number): Promise<PolicyVersion> => inACall(() => policies().activate(one, version))

/** A version that may be activated. */
async function approvedVersion(document: PolicyDocument): Promise<number> {
  const { version } = await policies().propose(one, document)
  await policies().recordReview(auditor, { version, ...review })
  await policies().approve(two, version)
  await policies().approve(three, version)
  return version
}

/** As if the store had just been made: the founding version in force, and known here. */
async function bringBack(): Promise<void> {
  await stored().deleteMany({ _id: { $gt: 2 } })
  expect(await until(async () => (await current()).version === 1, 10_000, 50)).toBe(true)
}

describe('A policy', () => {
  it('is in force from the first start: what held before there were versions', async () => {
    expect(await current()).toEqual({ version: 1, document: FOUNDING_POLICY })
    expect((await policies().find()).items).toMatchObject([{ version: 1, state: 'founding', review: null }])
    expect((await policies().get(1)).document).toEqual(FOUNDING_POLICY)
    await expect(policies().get(2)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('comes into force reviewed outside and approved by two others, and whatever is released then names it (S19)', async () => {
    expect(await open()).toMatchObject({ shielded: false })
    const version = await approvedVersion(shorter)
    expect(version).toBe(2)
    expect(await activate(version)).toMatchObject({ state: 'in-force', inForce: true, activated: { by: 'n-1' } })
    expect(await current()).toEqual({ version: 2, document: shorter })
    await open()
    expect(
      entries()
        .filter(({ action }) => action === 'disclosure')
        .map(({ policy }) => policy),
    ).toEqual([1, 2])
    const listed = (await policies().find()).items.map(({ version, state }) => [version, state])
    expect(listed).toEqual([
      [2, 'in-force'],
      [1, 'proposed'],
    ])
    expect((await policies().find(2)).items.map(({ version }) => version)).toEqual([1])
  })

  it('is recorded at each step, and before it takes effect: while audit is away it stays as it is', async () => {
    const version = await approvedVersion(shorter)
    const ofPolicy = () => entries().filter(({ action }) => action.startsWith('policy'))
    expect(await until(async () => ofPolicy().length === 4, 15_000, 50)).toBe(true)
    const said = ofPolicy().map(({ action, caller, outcome, particulars }) => [
      action,
      caller.personId,
      outcome,
      particulars!.version,
    ])
    expect(said.toSorted()).toEqual(
      [
        ['policy-propose', 'n-1', 'done', 2],
        ['policy-review', 'a-1', 'done', 2],
        ['policy-approve', 'n-2', 'done', 2],
        ['policy-approve', 'n-3', 'done', 2],
      ].toSorted(),
    )
    room.fakes.audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(activate(version)).rejects.toMatchObject({ code: 'unavailable' })
    expect((await steps()).filter(({ kind }) => kind === 'activate')).toHaveLength(1)
  })

  it('is proposed, approved and activated by the national desk alone, and the tries of others are recorded', async () => {
    const version = await approvedVersion(shorter)
    const other = who('m-1', 'cpmt', '383')
    for (const attempt of [
      () => policies().propose(other, shorter),
      () => policies().approve(other, version),
      () => policies().activate(other, version),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
    const refused = () =>
      entries()
        .filter(({ outcome }) => outcome === 'refused')
        .map(({ action }) => action)
    expect(await until(async () => refused().length === 3, 15_000, 50)).toBe(true)
    expect(await steps()).toHaveLength(2 + 4)
  })

  it('takes different people, whichever of their accounts they use, and whoever is late learns how it is (I8)', async () => {
    const { version } = await policies().propose(one, shorter)
    const conflict = (state: string) => ({ code: 'conflict', current: { state, version } })
    await expect(policies().approve(two, version)).rejects.toMatchObject(conflict('proposed'))
    const sameAsOne = who('a-9', 'auditor', '383', 'n-1')
    await expect(policies().recordReview(sameAsOne, { version, ...review })).rejects.toMatchObject(conflict('proposed'))
    await policies().recordReview(auditor, { version, ...review })
    for (const same of [one, who('n-9', 'cpmt', '000', 'n-1'), who('n-8', 'cpmt', '000', 'a-1')])
      await expect(policies().approve(same, version)).rejects.toMatchObject(conflict('reviewed'))
    await policies().approve(two, version)
    await expect(policies().approve(who('n-7', 'cpmt', '000', 'n-2'), version)).rejects.toMatchObject(
      conflict('approved-once'),
    )
    await expect(activate(version)).rejects.toMatchObject(conflict('approved-once'))
    await expect(policies().approve(two, 99)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is approved twice and activated once, whoever would at the same moment', async () => {
    const { version } = await policies().propose(one, shorter)
    await policies().recordReview(auditor, { version, ...review })
    const many = Array.from({ length: 6 }, (_none, n) => who(`x-${n}`))
    const approvals = await Promise.allSettled(many.map((person) => policies().approve(person, version)))
    expect(approvals.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const taken = await Promise.allSettled(many.map((person) => versions().take(person, 'activate', version)))
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const kept = await steps()
    expect(kept.map(({ _id }) => _id)).toEqual(kept.map((_step, n) => n + 1))
    expect((await versions().findAll()).filter(({ state }) => state === 'in-force')).toHaveLength(1)
  })

  it('is proposed by many at the same moment under numbers of their own', async () => {
    const proposed = await Promise.all(Array.from({ length: 5 }, () => policies().propose(one, shorter)))
    expect(proposed.map(({ version }) => version).toSorted()).toEqual([2, 3, 4, 5, 6])
  })

  it('waits on the work list of who can act', async () => {
    const { version } = await policies().propose(one, shorter)
    const waits = async (person: ReturnType<typeof who>) =>
      (await inACall(() => room.get(WorkService).list(person))).items.map(({ kind, policyVersion }) => [
        kind,
        policyVersion,
      ])
    expect(await waits(auditor)).toEqual([['review-policy', version]])
    expect(await waits(two)).toEqual([])
    await policies().recordReview(auditor, { version, ...review })
    expect([await waits(two), await waits(one), await waits(auditor)]).toEqual([[['approve-policy', version]], [], []])
    expect(await waits(who('m-1', 'cpmt', '383'))).toEqual([])
  })
})
