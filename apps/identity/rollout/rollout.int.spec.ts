import { appendEntry, readPolicyVersion, readShieldFigure } from '@contactpoint/contracts'
import { aCaller, aRoom, codeOf, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { identity } from '../app.module.ts'
import { PeopleService } from '../people/people.service.ts'
import { RolloutService } from './rollout.service.ts'

let room: Room<'shielding' | 'audit'>
let openRequests = 1
let version = 2

beforeAll(async () => {
  room = await aRoom(identity, ['shielding', 'audit'])
  const at = new Date().toISOString()
  room.fakes.shielding.answers(readShieldFigure, async () => ({
    rows: [
      { key: 'interim', counts: [openRequests, 0] },
      { key: 'confirmed', counts: [7, 1] },
    ],
    at,
  }))
  room.fakes.shielding.answers(readPolicyVersion, async () => ({ version, isReviewed: version > 1 }))
})

afterAll(() => room?.close())

const national = aCaller({ personId: 'n-1', role: 'accreditor', authority: '000' })
const officer = (n: number, authority = '201') => aCaller({ personId: `o-${n}`, role: 'shield-officer', authority })
const asked = <T>(work: (rollout: RolloutService) => Promise<T>) => inACall(() => work(room.get(RolloutService)))
const missing = async () =>
  (await asked((rollout) => rollout.read(national, '201'))).items.filter(({ isMet }) => !isMet).map(({ name }) => name)

/** How many entries say that it was done, delivered or not. */
const said = async (action: string): Promise<number> => {
  const waiting = await room.db.collection('outbox').find({ 'payload.action': action }).toArray()
  const ids = [...waiting.map(({ payload }) => payload.entryId as string), ...delivered(action)]
  return new Set(ids).size
}
const delivered = (action: string) =>
  room.fakes.audit
    .questions(appendEntry)
    .filter((entry) => entry.action === action)
    .map(({ entryId }) => entryId)

/** A desk of two officers and a team, in date. */
async function aDesk(authority: string): Promise<void> {
  const inAnHour = new Date(Date.now() + 3_600_000)
  const checks = { identityCheck: inAnHour, enhancedDisclosure: inAnHour, training: inAnHour }
  const officers = { ...checks, officerVetting: inAnHour }
  for (const n of [1, 2])
    await letIn(room.db, { _id: `${authority}-o-${n}`, role: 'shield-officer', authority, preconditions: officers })
  await letIn(room.db, { _id: `${authority}-m-1`, role: 'cpmt', authority, preconditions: checks })
}

describe('An authority goes live', () => {
  it('when nothing is missing, by somebody of the national desk who did not attest it; no other does', async () => {
    for (const code of ['201', '202']) await asked((rollout) => rollout.begin(national, { code, wave: 1 }))
    expect(await codeOf(asked((rollout) => rollout.begin(national, { code: '201', wave: 2 })))).toBe('conflict')
    const activate = (caller = national) => codeOf(asked((rollout) => rollout.activate(caller, '201')))
    expect(await missing()).toEqual(['two-shield-officers', 'management-team', 'no-open-requests', 'attested-by-two'])
    await aDesk('201')
    expect(await missing()).toEqual(['no-open-requests', 'attested-by-two'])
    const attest = (n: number) => codeOf(asked((rollout) => rollout.attest(officer(n), '201')))
    expect([await attest(1), await attest(1), await attest(2)]).toEqual(['done', 'conflict', 'done'])
    expect(await said('authority-attest')).toBe(2)
    expect(await activate()).toBe('conflict')
    openRequests = 0
    expect(await activate({ ...national, identity: 'o-1' })).toBe('conflict')
    const raced = await Promise.all([activate(), activate()])
    expect(raced.sort()).toEqual(['conflict', 'done'])
    expect(await said('authority-activate')).toBe(1)
    const live = await room.get(PeopleService).standingsOf((await people('201')).concat(await people('202')))
    expect(
      new Set(live.filter(({ isAuthorityLive }) => isAuthorityLive).map(({ person }) => person.authority)),
    ).toEqual(new Set(['201']))
  })

  it('again only when it was attested anew: after it was suspended, and under another policy', async () => {
    expect(await codeOf(asked((rollout) => rollout.suspend(national, '201')))).toBe('done')
    expect(await codeOf(asked((rollout) => rollout.suspend(national, '201')))).toBe('conflict')
    expect(await missing()).toEqual(['attested-by-two'])
    for (const n of [1, 2]) await asked((rollout) => rollout.attest(officer(n), '201'))
    version = 3
    expect(await missing()).toEqual(['attested-by-two'])
    for (const n of [1, 2]) await asked((rollout) => rollout.attest(officer(n), '201'))
    expect(await codeOf(asked((rollout) => rollout.activate(national, '201')))).toBe('done')
  })

  it('by nobody of another authority, who does not see it either', async () => {
    const elsewhere = aCaller({ personId: 'a-1', role: 'accreditor', authority: '380' })
    expect(await codeOf(asked((rollout) => rollout.activate(elsewhere, '201')))).toBe('forbidden')
    expect(await codeOf(asked((rollout) => rollout.read(elsewhere, '201')))).toBe('not-found')
    expect(await codeOf(asked((rollout) => rollout.suspend(elsewhere, '201')))).toBe('not-found')
    expect(await codeOf(asked((rollout) => rollout.attest(officer(1, '380'), '201')))).toBe('not-found')
    expect((await asked((rollout) => rollout.list(elsewhere))).items).toEqual([])
    expect((await asked((rollout) => rollout.list(national))).items.map(({ code }) => code)).toContain('201')
  })
})

async function people(authority: string) {
  const found = await room.get(PeopleService).findSome({ authority, isClosed: false }, 10)
  return found.length > 0
    ? found
    : [{ ...(await room.get(PeopleService).findSome({ authority: '201', isClosed: false }, 1))[0]!, authority }]
}
