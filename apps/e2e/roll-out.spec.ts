import { ProblemError } from '@contactpoint/client'
import { api, ORGANISATION_EVIDENCE } from '@contactpoint/contracts'
import { inDays, type Signed } from '@contactpoint/demo'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { consoleOf, consoleWith } from './console.trip.ts'
import { RollOut, type Somebody } from './roll-out.trip.ts'
import { criteria } from './routes.trip.ts'

let stack: TestStack
let roll: RollOut
const [LEEDS, BRADFORD, NATIONAL] = ['383', '380', '000'] as const

beforeAll(async () => {
  stack = await startTestStack({ isEmpty: true })
  roll = new RollOut(stack)
})

afterAll(() => stack?.remove())

/** What becomes of a search. */
async function searches({ client }: { client: Signed }): Promise<string> {
  return client.call(api.searches.run, { reason: 'safeguarding-concern', criteria }).then(
    () => 'let in',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  )
}

/** What docs/roll-out.md says, step by step. */
describe('From nobody to two authorities that are live, and one that is stopped (S02, S23)', () => {
  const practitioners: Record<string, Somebody> = {}
  const managers: Record<string, Somebody> = {}
  const councils: Record<string, string> = {}
  const statusOf = (code: string) => searches(practitioners[code]!)
  const readiness = (code: string) => roll.first.call(api.authorities.readiness, { code })
  const stateOf = async (code: string) => (await readiness(code)).authority.state
  const missing = async (code: string) =>
    (await readiness(code)).items.filter(({ isMet }) => !isMet).map(({ name }) => name)
  let team = ''

  it('begins with two accreditors, a course, and a trainer', async () => {
    await roll.begin()
    team = await roll.organisation('National training team', NATIONAL)
    await roll.beginTraining(team)
    expect(await roll.first.call(api.training.readCascade)).toBeDefined()
  })

  it('goes on after ninety days because somebody of another organisation accredits that of the first two, who cannot', async () => {
    const { first, second } = roll
    const lapsing = async () => (await consoleOf(stack, 'lapses', '--within', '100', '--authority', NATIONAL)).out
    const { items } = await first.call(api.organisations.overview)
    const { organisationId, accreditedUntil } = items.find(({ name }) => name === 'Department')!
    const evidence = [...ORGANISATION_EVIDENCE]
    const accreditation = { organisationId, until: inDays(300), evidence, disciplinaryProcedure: true }
    for (const own of [first, second])
      await expect(own.call(api.organisations.accredit, accreditation)).rejects.toMatchObject({ code: 'conflict' })
    expect(await lapsing()).toMatch(/organisation +000 +organisation +Department/)
    const third = await roll.letIn(first, second, 'accreditor', team)
    const after = await third.client.call(api.organisations.accredit, accreditation)
    expect(Date.parse(after.accreditedUntil!)).toBeGreaterThan(Date.parse(accreditedUntil!))
    expect(await lapsing()).not.toContain('Department')
  })

  it('goes on with the desks of two authorities, whose practitioners wait', async () => {
    const { first, second } = roll
    const auditor = await roll.letIn(first, second, 'auditor', await roll.organisation('Outside auditors', NATIONAL))
    const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
    await auditor.client.call(api.policies.recordReview, { version: 1, ...review })
    for (const code of [LEEDS, BRADFORD]) {
      await first.call(api.authorities.begin, { code, wave: 1 })
      councils[code] = await roll.organisation(`Council of ${code}`, code)
      expect(await stateOf(code)).toBe('preparing')
      const one = await roll.letIn(first, second, 'shield-officer', councils[code])
      await roll.letIn(first, second, 'shield-officer', councils[code])
      const manages = await roll.letIn(first, second, 'cpmt', councils[code])
      expect([await stateOf(code), await missing(code)]).toEqual(['shielding', ['attested-by-two']])
      for (const { client } of [one, manages]) await client.call(api.authorities.attest, { code })
      expect(await stateOf(code)).toBe('ready')
    }
  })

  it('lets practitioners in when their authority is live, and those of no other', async () => {
    const { first, second } = roll
    for (const code of [LEEDS, BRADFORD]) {
      const manager = await roll.letIn(first, second, 'account-manager', councils[code])
      managers[code] = manager
      const waits = roll.letIn(manager.client, first, 'practitioner')
      await expect(waits).rejects.toMatchObject({ code: 'unauthenticated' })
      await first.call(api.authorities.activate, { code })
      practitioners[code] = await roll.letIn(manager.client, first, 'practitioner')
      expect(await statusOf(code)).toBe('let in')
    }
    const { items } = await first.call(api.authorities.overview)
    expect(items.map(({ code, state }) => [code, state])).toEqual([
      [BRADFORD, 'live'],
      [LEEDS, 'live'],
    ])
  })

  it('lets somebody in again who lost everything, by two others, and nothing of before goes on', async () => {
    const before = practitioners[LEEDS]!
    practitioners[LEEDS] = await roll.recover(managers[LEEDS]!.client, roll.second, before)
    expect([await searches(before), await statusOf(LEEDS)]).toEqual(['unauthenticated', 'let in'])
  })

  it('stops one authority at once, its practitioners and no others', async () => {
    await roll.first.call(api.authorities.suspend, { code: BRADFORD })
    expect([await statusOf(BRADFORD), await statusOf(LEEDS)]).toEqual(['unauthenticated', 'let in'])
    expect(await missing(BRADFORD)).toEqual(['attested-by-two'])
  })

  it('puts one person out at once, on the word of one', async () => {
    const { personId } = practitioners[LEEDS]!
    await roll.second.call(api.people.suspend, { personId, code: 'misuse-suspected' })
    expect(await statusOf(LEEDS)).toBe('unauthenticated')
  })

  it('is not begun a second time: a demonstration is made where nobody is', async () => {
    const settings = { CONTACTPOINT_FOLDER: stack.folder, MONGODB_ADMIN_URI: stack.mongoAdminUri }
    const { status, err } = await consoleWith(settings, 'demo', 'make')
    expect([status, err]).toEqual([1, expect.stringContaining('There is an account already')])
  })

  it('is told whoever runs it: who is live, what is missing, and who acts', async () => {
    const { status, out, err } = await consoleOf(stack, 'risk-register')
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('go-live gates of 2 authorities; policy 1, reviewed from outside')
    expect(out).toMatch(/\| 383 \| 1 \| live \| \d{4}-\d\d-\d\d \| 5 of 5 \|/)
    expect(out).toContain(
      '| 380 | attested-by-two (0) | its practitioners are not let in | two of the desk: attest it |',
    )
  })
})
