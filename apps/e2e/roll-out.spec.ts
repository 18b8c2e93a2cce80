import { api, pathTo, type AuthorityNow, type AuthorityReadiness } from '@contactpoint/contracts'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { consoleOf } from './console.trip.ts'
import { LettingIn, type Somebody } from './letting-in.trip.ts'
import { criteria } from './routes.trip.ts'

let stack: TestStack
let letting: LettingIn
const [LEEDS, BRADFORD] = ['383', '380'] as const

beforeAll(async () => {
  stack = await startTestStack({ settings: { identity: { DEMO_FOLDER: '' } } })
  letting = new LettingIn(stack)
}, 90_000)

afterAll(() => stack?.remove(), 60_000)

/** What docs/roll-out.md says, step by step. */
describe('From nobody to two authorities that are live, and one that is stopped (S02, S23)', () => {
  const practitioners: Record<string, Somebody> = {}
  const managers: Record<string, Somebody> = {}
  const councils: Record<string, string> = {}
  const statusOf = async (code: string) => (await practitioners[code]!.client.search(criteria)).status
  const readiness = async (code: string) =>
    (await letting.first.get<AuthorityReadiness>(pathTo(api.authorities.readiness, { code }))).body
  const missing = async (code: string) =>
    (await readiness(code)).items.filter(({ isMet }) => !isMet).map(({ name }) => name)

  it('begins with two accreditors, a course, and a trainer', async () => {
    await letting.begin()
    await letting.trainers(await letting.organisation('National training team', '000'))
    expect((await letting.first.get(api.training.readCascade.path)).status).toBe(200)
  }, 90_000)

  it('goes on with the desks of two authorities, whose practitioners wait', async () => {
    const { first, second } = letting
    const auditor = await letting.letIn(first, second, 'auditor', await letting.organisation('Outside auditors', '000'))
    const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
    await letting.ok(auditor.client, pathTo(api.policies.recordReview, { version: '1' }), review)
    for (const code of [LEEDS, BRADFORD]) {
      await letting.ok(first, api.authorities.begin.path, { code, wave: 1 })
      councils[code] = await letting.organisation(`Council of ${code}`, code)
      expect((await readiness(code)).authority.state).toBe('preparing')
      const one = await letting.letIn(first, second, 'shield-officer', councils[code])
      await letting.letIn(first, second, 'shield-officer', councils[code])
      const team = await letting.letIn(first, second, 'cpmt', councils[code])
      expect([(await readiness(code)).authority.state, await missing(code)]).toEqual(['shielding', ['attested-by-two']])
      for (const { client } of [one, team]) await letting.ok(client, pathTo(api.authorities.attest, { code }), {})
      expect((await readiness(code)).authority.state).toBe('ready')
    }
  }, 120_000)

  it('lets practitioners in when their authority is live, and those of no other', async () => {
    const { first, second } = letting
    for (const code of [LEEDS, BRADFORD]) {
      const manager = await letting.letIn(first, second, 'account-manager', councils[code])
      managers[code] = manager
      const waits = letting.letIn(manager.client, first, 'practitioner')
      await expect(waits).rejects.toThrow()
      await letting.ok(first, pathTo(api.authorities.activate, { code }), {})
      practitioners[code] = await letting.letIn(manager.client, first, 'practitioner')
      expect(await statusOf(code)).toBe(200)
    }
    const { items } = (await first.get<{ items: AuthorityNow[] }>(api.authorities.overview.path)).body
    expect(items.map(({ code, state }) => [code, state])).toEqual([
      [BRADFORD, 'live'],
      [LEEDS, 'live'],
    ])
  }, 120_000)

  it('lets somebody in again who lost everything, by two others, and nothing of before goes on', async () => {
    const before = practitioners[LEEDS]!
    practitioners[LEEDS] = await letting.recover(managers[LEEDS]!.client, letting.second, before)
    expect([(await before.client.search(criteria)).status, await statusOf(LEEDS)]).toEqual([401, 200])
  }, 60_000)

  it('stops one authority at once, its practitioners and no others', async () => {
    await letting.ok(letting.first, pathTo(api.authorities.suspend, { code: BRADFORD }), {})
    expect([await statusOf(BRADFORD), await statusOf(LEEDS)]).toEqual([401, 200])
    expect(await missing(BRADFORD)).toEqual(['attested-by-two'])
  }, 60_000)

  it('puts one person out at once, on the word of one', async () => {
    const { personId } = practitioners[LEEDS]!
    await letting.ok(letting.second, pathTo(api.people.suspend, { personId }), { code: 'misuse-suspected' })
    expect(await statusOf(LEEDS)).toBe(401)
  }, 60_000)

  it('is told whoever runs it: who is live, what is missing, and who acts', async () => {
    const { status, out, err } = await consoleOf(stack, 'risk-register')
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('go-live gates of 2 authorities; policy 1, reviewed from outside')
    expect(out).toMatch(/\| 383 \| 1 \| live \| \d{4}-\d\d-\d\d \| 5 of 5 \|/)
    expect(out).toContain(
      '| 380 | attested-by-two (0) | its practitioners are not let in | two of the desk: attest it |',
    )
  }, 60_000)
})
