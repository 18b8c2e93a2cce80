import { appendEntry, listDesks, newChildId, readRecord } from '@contactpoint/contracts'
import type { AppendEntry, PolicyDocument, Role } from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { CONFIRMING, PLACING } from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import type { StoredCase } from '../override-cases/override-cases.schema.ts'
import { OverridesService } from '../overrides/overrides.service.ts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { KEPT_MS, PolicyService } from '../policy/policy.service.ts'
import { VersionsService } from '../policy/versions.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ShieldsService } from '../shields/shields.service.ts'
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

afterAll(() => room?.close())

const who = (personId: string, role: Role = 'cpmt', authority = '000') => aCaller({ personId, role, authority })
const [one, two, three] = [who('n-1'), who('n-2'), who('n-3')]
const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
const versions = () => room.get(VersionsService)
const current = async () => (await room.get(PolicyService).current()).version

/** A version that may be activated. */
async function approvedVersion(document: PolicyDocument): Promise<number> {
  const { version } = await versions().propose(one, document)
  await versions().take(who('a-1', 'auditor', '383'), 'review', version, review)
  for (const person of [two, three]) await versions().take(person, 'approve', version)
  return version
}

const activate = (version: number) => inACall(() => room.get(PoliciesService).activate(one, version))

describe('Another policy', () => {
  it('lets overrides last as long as it says, and has cases that are opened from then on wait as long', async () => {
    const overrides = { minutes: 4, escalateAfterMinutes: 20, suspendAfterHours: 12 }
    const version = await approvedVersion({ ...FOUNDING_POLICY, overrides })
    await inACall(() => room.get(ShieldsService).request(aCaller(), { childId, ground: 'other', channel: 'user' }))
    const attempt = (identity: string) => {
      const caller = aCaller({ personId: identity, mayOverride: true })
      const ask = { childId, reason: 'safeguarding-concern', caseReference: 'EH/1' } as const
      return inACall(() => room.get(OverridesService).attempt(caller, ask))
    }
    const before = await attempt('p-6')
    await activate(version)
    const after = await attempt('p-7')
    expect([before.warning, after.warning].map((warning) => /for (\d+) minutes/.exec(warning)![1])).toEqual(['10', '4'])
    const cases = room.db.collection<StoredCase>('override_cases')
    const kept = async (_id: string) => cases.findOne({ _id })
    expect(await kept(before.attemptId)).toMatchObject({ escalateAfterMinutes: 60, suspendAfterMinutes: 2_880 })
    expect(await kept(after.attemptId)).toMatchObject({ escalateAfterMinutes: 20, suspendAfterMinutes: 720 })
    const suspended = async (personId: string) => room.get(OverrideCasesService).isSuspended(aCaller({ personId }))
    const openedAt = new Date(Date.now() - 13 * 3_600_000)
    await cases.updateMany({}, { $set: { openedAt } })
    expect([await suspended('p-6'), await suspended('p-7')]).toEqual([false, true])
  })

  const confirm = async () => {
    await inACall(() => room.get(DecidingService).take(who('o-1', 'shield-officer', '383'), childId, PLACING))
    await inACall(() => room.get(DecidingService).take(who('o-2', 'shield-officer', '383'), childId, CONFIRMING))
    const protection = await room.db.collection<Protection>('protections').findOne({ _id: childId })
    return protection!.shield!.dueAt
  }
  const shielded = async () => {
    childId = newChildId(randomInt)
    const ask = { childId, ground: 'fleeing-abuse', channel: 'user' } as const
    await inACall(() => room.get(ShieldsService).request(aCaller(), ask))
  }
  const months = (dueAt: Date) => Math.round((dueAt.getTime() - Date.now()) / (30.4 * 24 * 3_600_000))

  it('moves nothing that is due already: what becomes due from then on follows it', async () => {
    await shielded()
    const [before, first] = [await confirm(), childId]
    const reviewWithinMonths = { standard: 3, sealed: 1 }
    const shields = { ...FOUNDING_POLICY.shields, reviewWithinMonths }
    await activate(await approvedVersion({ ...FOUNDING_POLICY, shields }))
    await shielded()
    expect([months(before), months(await confirm())]).toEqual([6, 3])
    const still = await room.db.collection<Protection>('protections').findOne({ _id: first })
    expect(still!.shield!.dueAt).toEqual(before)
  })

  it('stops an answer that was recorded under the one before: it is withheld, read again, and released under the new one', async () => {
    const before = await current()
    const version = await approvedVersion({ ...FOUNDING_POLICY, views: { full: [] }, sensitiveServices: 'unspecified' })
    let isActivated = false
    room.fakes.audit.answers(appendEntry, async ({ action }: AppendEntry) => {
      if (action === 'disclosure' && !isActivated) {
        isActivated = true
        await versions().take(one, 'activate', version)
        await sleep(KEPT_MS)
      }
      return { log: 'england', index: 1, leafHash: 'ab' }
    })
    room.fakes.directory.forget()
    const open = () => room.get(DisclosuresService).open(aCaller(), { childId, reason: 'assessment' })
    expect((await inACall(open)).child).toMatchObject({ address: null })
    const said = room.fakes.audit.questions(appendEntry).filter(({ action }) => action === 'disclosure')
    expect(said.map(({ outcome, policy }) => [outcome, policy])).toEqual([
      ['shown', before],
      ['withheld', before],
      ['shown', version],
    ])
    expect(room.fakes.directory.questions(readRecord).map(({ sensitive }) => sensitive)).toEqual([
      'nothing',
      'unspecified',
    ])
  })
})
