import {
  api,
  pathTo,
  type BrokerRequestOpened,
  type BrokerTask,
  type Involvement,
  type OverrideAttempted,
  type ShieldNow,
  type ShieldRead,
  type ShieldsListed,
  type WorkListed,
} from '@contactpoint/contracts'
import { aPupil, demoAccount, unusedCode, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'
import { involvement } from './routes.trip.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'

describe('the story of a protected child', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['7 Story Lane'], postcode: 'LS12 3AB' } })
  const byPostcode = { ...minimumFor(pupil), postcode: 'LS12 3AB' }
  let childId = ''
  let [one, two, team, other] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient]

  const step = (who: ApiClient, route: { path: string }, body: object = {}) =>
    who.post<ShieldNow & { title: string; current: object }>(pathTo(route, { childId }), body)
  const found = async () => (await trip.practitioner.search(byPostcode)).body.hits.length
  const listed = async (who: ApiClient, query: string) =>
    (await who.get<ShieldsListed>(`${api.shields.find.path}?${query}`)).body.items.map((shield) => shield.childId)

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    one = await trip.stack.signIn('shield-officer-1')
    two = await trip.stack.signIn('shield-officer-2')
    team = await trip.stack.signIn('cpmt')
    other = await trip.stack.signIn('shield-officer-other')
  })

  it('begins with a practitioner, who opens the whole record and asks for a shield', async () => {
    expect(await found()).toBe(1)
    const lead = { ...involvement, leadProfessional: true }
    expect((await trip.practitioner.post(pathTo(api.involvements.add, { childId }), lead)).status).toBe(201)
    expect((await trip.practitioner.disclose(childId)).body.shielded).toBe(false)
    expect((await trip.practitioner.shield(childId)).body).toEqual({ childId, state: 'interim' })
    expect(await found()).toBe(0)
  })

  it('is on the list of its own desk, with its ground, and on nobody else’s', async () => {
    expect(await listed(one, 'state=interim')).toContain(childId)
    expect(await listed(one, 'state=interim&due=week')).toContain(childId)
    expect(await listed(one, 'state=interim&due=overdue')).not.toContain(childId)
    expect(await listed(other, 'state=interim')).not.toContain(childId)
    expect((await step(other, api.shields.place)).status).toBe(404)
  })

  it('waits for its officers, but for nobody who may not go on, and for no team yet', async () => {
    const waits = async (who: ApiClient) =>
      (await who.get<WorkListed>(api.work.mine.path)).body.items.filter((item) => item.childId === childId)
    expect(await waits(one)).toMatchObject([{ kind: 'place', isLate: false }])
    for (const nobody of [other, team]) expect(await waits(nobody)).toEqual([])
    expect((await one.get<WorkListed>(api.work.mine.path)).body.officers).toBe(2)
    expect((await trip.auditor.get<WorkListed>(api.work.mine.path)).body.items.filter((item) => item.childId)).toEqual(
      [],
    )
  })

  it('is placed by one officer and confirmed by another, and whoever comes late learns how it is', async () => {
    const placed = await step(one, api.shields.place)
    expect([placed.status, placed.body]).toMatchObject([200, { childId, state: 'placed', tier: 'standard' }])
    const same = await step(one, api.shields.confirm)
    expect([same.status, same.body]).toMatchObject([409, { title: 'conflict', current: { state: 'placed' } }])
    expect((await step(two, api.shields.confirm)).body).toMatchObject({ state: 'confirmed' })
    const late = await step(two, api.shields.place)
    expect([late.status, late.body.current]).toMatchObject([409, { state: 'confirmed' }])
  })

  it('is asked for again, and answers as to anybody else who asks', async () => {
    expect((await trip.practitioner.shield(childId)).body).toEqual({ childId, state: 'interim' })
  })

  it('is reviewed by the management team, which keeps it', async () => {
    expect((await step(one, api.shields.review, { decision: 'keep' })).status).toBe(403)
    expect((await step(team, api.shields.review, { decision: 'keep' })).body).toMatchObject({ state: 'confirmed' })
  })

  it('is still reached: the team puts a social worker in touch with who leads, and neither is shown to the other', async () => {
    const socialWorker = await trip.stack.signIn('practitioner-other')
    const ask = pathTo(api.brokerRequests.ask, { childId })
    const asked = { reason: 'safeguarding-concern', caseReference: 'SW/2026/8' }
    const { status, body } = await socialWorker.post<BrokerRequestOpened>(ask, asked)
    expect([status, JSON.stringify(body)]).toEqual([201, expect.not.stringContaining('Patel')])
    const task = await team.get<BrokerTask>(pathTo(api.brokerRequests.get, { requestId: body.requestId }))
    expect(task.body.involvements[0]).toMatchObject({ personName: 'Aisha Patel', leadProfessional: true })
    const answer = pathTo(api.brokerRequests.answer, { requestId: body.requestId })
    expect((await team.post(answer, { outcome: 'passed-on' })).status).toBe(200)
  })

  it('opens to the police in an emergency, for minutes and watched by another authority', async () => {
    const watcher = await trip.stack.signIn('cpmt-national')
    const account = await demoAccount(trip.stack, 'practitioner-override')
    const police = await trip.stack.api.signIn(account, unusedCode(trip.stack, account))
    const attempted = { reason: 'safeguarding-concern', caseReference: 'CAD/4711' }
    const { body } = await police.post<OverrideAttempted>(pathTo(api.overrides.attempt, { childId }), attempted)
    const { attemptId } = body
    const waiting = (await watcher.get<WorkListed>(api.work.mine.path)).body.items
    expect(waiting.find(({ id }) => id === attemptId)).toMatchObject({ kind: 'check-override' })
    const proof = { attemptId, pin: account.pin, code: await unusedCode(trip.stack, account) }
    expect((await police.post(pathTo(api.overrides.begin, { childId }), proof)).status).toBe(201)
    const seen = async (who: ApiClient) => JSON.stringify((await who.disclose(childId)).body)
    expect(await seen(police)).toContain('LS12 3AB')
    expect(await seen(trip.practitioner)).not.toContain('LS12 3AB')
    expect((await police.delete(pathTo(api.overrides.end, { overrideId: attemptId }))).status).toBe(204)
    expect(await seen(police)).not.toContain('LS12 3AB')
    const answer = pathTo(api.overrides.answerCase, { caseId: attemptId })
    expect((await watcher.post(answer, { answer: 'legitimate', code: 'case-record-confirms' })).status).toBe(200)
  })

  it('stays when somebody asks for it while two officers are about to have it lifted: they had not heard that', async () => {
    await step(one, api.shields.proposeLift, { code: 'family-asks' })
    expect((await step(two, api.shields.agreeLift)).status).toBe(200)
    expect((await trip.practitioner.shield(childId)).body).toEqual({ childId, state: 'interim' })
    const undone = await step(team, api.shields.decideLift, { decision: 'lift' })
    expect([undone.status, undone.body.current]).toMatchObject([409, { state: 'confirmed' }])
  })

  it('is lifted when the risk has ended: by one officer, another, and the team; until then nothing shows', async () => {
    expect((await step(one, api.shields.proposeLift, { code: 'risk-ended' })).body).toMatchObject({
      state: 'lift-proposed',
    })
    expect((await step(one, api.shields.agreeLift)).status).toBe(409)
    expect((await step(team, api.shields.decideLift, { decision: 'lift' })).status).toBe(409)
    expect((await step(two, api.shields.agreeLift)).status).toBe(200)
    expect(await found()).toBe(0)
    const all = await one.get<ShieldRead>(pathTo(api.shields.get, { childId }))
    expect(all.body.steps.map(({ kind }) => kind)).toEqual([
      'interim-shield',
      'place',
      'confirm',
      'asked-again',
      'review-keep',
      'override',
      'override-end',
      ...['propose-lift', 'agree-lift', 'asked-again'],
      ...['propose-lift', 'agree-lift'],
    ])
    const lifted = await step(team, api.shields.decideLift, { decision: 'lift' })
    expect([lifted.status, lifted.body]).toMatchObject([200, { childId, state: null, dueAt: null }])
  })

  it('is found again by all that the shield hid, and its record is whole: a practitioner sees whom to call', async () => {
    expect(await found()).toBe(1)
    const { body } = await trip.practitioner.disclose(childId)
    expect(body).toMatchObject({ shielded: false, child: { address: { postcode: 'LS12 3AB' } } })
    const [first] = body.child.involvements as Involvement[]
    expect(first).toMatchObject({ personName: 'Aisha Patel', phone: '01134960123', leadProfessional: true })
    expect((await step(one, api.shields.place)).status).toBe(404)
    expect(await listed(one, '')).not.toContain(childId)
  })

  it('is placed with others by a list of its authority, or none is where a row is about nobody of the desk', async () => {
    const strangers = ['KLJ6G4D4VGLR', 'not an id']
    const send = (...rows: string[]) =>
      one.post(api.shields.placeMany.path, ['child_id,ground', ...rows.map((id) => `${id},adoption`)].join('\n'), {
        'content-type': 'text/csv',
      })
    const wrong = await send(childId, ...strangers)
    expect([wrong.status, wrong.body]).toMatchObject([
      400,
      { places: [1, 2].map((row) => ({ field: `rows.${row}.childId`, rule: 'isOfThisDesk' })) },
    ])
    expect(await found()).toBe(1)
    expect((await send(childId)).body).toEqual({ placed: 1, before: 0 })
    expect(await found()).toBe(0)
    expect((await send(childId, childId)).body).toEqual({ placed: 0, before: 2 })
    expect((await step(one, api.shields.confirm)).status).toBe(409)
    expect((await step(two, api.shields.confirm)).body).toMatchObject({ state: 'confirmed' })
  })
})
