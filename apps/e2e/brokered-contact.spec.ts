import {
  api,
  newChildId,
  pathTo,
  type BrokerRequestOpened,
  type BrokerRequestsListed,
  type BrokerTask,
  type WorkListed,
} from '@contactpoint/contracts'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { setOut } from './outset.trip.ts'
import { involvement } from './routes.trip.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'
const LEAD = { personName: 'Marigold Esterhazy', leadProfessional: true, service: 'social-care' }
const THERAPY = {
  ...{ personName: 'Zebedee Quillfeather', service: 'mental-health' },
  consent: { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' },
}
/** Nothing of it may reach whoever asks. */
const HIDDEN = /Esterhazy|Quillfeather|mental-health|social-care|01134960123|Story Mews|LS12/

describe('the story of a child whose abuser asks for a shield, to hide it from services (AC-15, S28)', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['7 Story Mews'], postcode: 'LS12 3AB' } })
  let [childId, requestId] = ['', '']
  let [socialWorker, team, otherTeam] = [] as unknown as [ApiClient, ApiClient, ApiClient]
  /** All that the social worker was ever answered. */
  const told: unknown[] = []

  const ask = async (who = socialWorker, id = childId) => {
    const question = { reason: 'safeguarding-concern', caseReference: 'SW/2026/7' }
    const answer = await who.post<BrokerRequestOpened & { detail?: string }>(
      pathTo(api.brokerRequests.ask, { childId: id }),
      question,
    )
    told.push(answer.body)
    return answer
  }
  const requestsOf = async (who: ApiClient) => {
    const { status, body } = await who.get<BrokerRequestsListed>(api.brokerRequests.find.path)
    if (who === socialWorker) told.push(body)
    expect(status).toBe(200)
    return body.items.filter((one) => one.requestId === requestId)
  }
  const open = (who: ApiClient, id = requestId) =>
    who.get<BrokerTask>(pathTo(api.brokerRequests.get, { requestId: id }))
  const answer = (who: ApiClient, outcome: string) =>
    who.post(pathTo(api.brokerRequests.answer, { requestId }), { outcome })
  const work = async (who: ApiClient) => {
    const { body } = await who.get<WorkListed>(api.work.mine.path)
    if (who === socialWorker) told.push(body)
    return body.items.filter(({ id }) => id === requestId)
  }
  const people = () => trip.databases.db('identity').collection<{ username: string }>('people')

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    socialWorker = await trip.stack.signIn('practitioner-other')
    team = await trip.stack.signIn('cpmt')
    otherTeam = await trip.stack.signIn('cpmt-other')
    for (const one of [LEAD, THERAPY]) {
      const given = { ...involvement, ...one }
      expect((await trip.practitioner.post(pathTo(api.involvements.add, { childId }), given)).status).toBe(201)
    }
  })

  it('begins with a shield that holds at once, and hides the lead professional too', async () => {
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    const { body } = await socialWorker.disclose(childId)
    told.push(body)
    expect(body.shielded).toBe(true)
  })

  it('goes on with a social worker of another authority, who asks the management team to be put in touch', async () => {
    const { status, body } = await ask()
    expect([status, Object.keys(body)]).toEqual([201, ['requestId', 'receipt']])
    requestId = body.requestId
    expect((await ask()).body.requestId).toBe(requestId)
    expect(await requestsOf(socialWorker)).toMatchObject([{ childId, state: 'open', outcome: null }])
  })

  it('waits on the work list of the team of the child’s desk and of nobody else, and says nothing of who is there', async () => {
    expect(await work(team)).toMatchObject([{ kind: 'broker-contact', childId, isLate: false }])
    for (const nobody of [otherTeam, trip.practitioner, socialWorker]) expect(await work(nobody)).toEqual([])
    expect(JSON.stringify(await requestsOf(team))).not.toMatch(HIDDEN)
    for (const nobody of [otherTeam, trip.practitioner]) expect(await requestsOf(nobody)).toEqual([])
  })

  it('is opened by nobody who is not of that desk: no way to look somebody up', async () => {
    for (const who of [socialWorker, trip.practitioner, trip.auditor]) expect((await open(who)).status).toBe(403)
    const [theirs, none] = [await open(otherTeam), await open(team, randomUUID())]
    expect([theirs.status, theirs.body]).toEqual([404, none.body])
    expect((await answer(otherTeam, 'nobody')).status).toBe(404)
  })

  it('reaches the lead professional through the team, who sees everybody and whom to pass on', async () => {
    const { status, body } = await open(team)
    expect(status).toBe(200)
    const [lead] = body.involvements
    expect(lead).toMatchObject({ ...LEAD, phone: '01134960123' })
    expect(body.involvements).toContainEqual(expect.objectContaining(THERAPY))
    expect(body.involvements).toContainEqual(expect.objectContaining({ service: 'school' }))
    expect(body.asker).toEqual({
      ...{ name: 'Demo Practitioner-Other', organisation: 'Bradford Council (demo)' },
      ...{ phone: '01134960100', email: 'practitioner-other@example.gov.uk' },
    })
  })

  it('is answered once, in one word, which is on the work list of who asked; then the task is no more', async () => {
    expect((await answer(team, 'they live in Story Mews')).status).toBe(400)
    expect((await answer(team, 'passed-on')).body).toEqual({ requestId, state: 'answered', outcome: 'passed-on' })
    const late = await answer(team, 'nobody')
    expect([late.status, late.body.current]).toEqual([409, { state: 'answered', version: 2 }])
    expect(await work(socialWorker)).toMatchObject([{ kind: 'read-outcome' }])
    expect(await requestsOf(socialWorker)).toMatchObject([{ state: 'answered', outcome: 'passed-on' }])
    expect((await open(team)).status).toBe(404)
    expect(await work(team)).toEqual([])
  })

  it('has told the social worker nothing that the shield hides, in any answer', () => {
    expect(told.length).toBeGreaterThanOrEqual(7)
    expect(JSON.stringify(told)).not.toMatch(HIDDEN)
  })

  it('is in the log from end to end: who asked, who looked, what was answered, and no name', async () => {
    const { body } = await trip.auditor.post<{ entries: { action: string; outcome: string }[] }>(
      api.audit.enquire.path,
      { childId, limit: 50 },
    )
    const actions = body.entries.map(({ action, outcome }) => `${action} ${outcome}`)
    expect(actions).toEqual(
      expect.arrayContaining([
        'broker-request done',
        'broker-read shown',
        'broker-answer done',
        'broker-answer refused',
      ]),
    )
    expect(JSON.stringify(body)).not.toMatch(HIDDEN)
  })

  it('takes no words: a case is a reference, and how somebody is reached is what their organisation said', async () => {
    const path = pathTo(api.brokerRequests.ask, { childId })
    const base = { reason: 'assessment', caseReference: 'SW/8' }
    for (const given of [{ caseReference: 'she told me' }, { phone: '0113 496 0199' }, { reason: 'because' }])
      expect((await socialWorker.post(path, { ...base, ...given })).status).toBe(400)
    const { caseReference: _none, ...without } = base
    expect((await socialWorker.post(path, without)).status).toBe(400)
  })

  it('is not asked by whom nobody could reach, nor about a child that there is not', async () => {
    expect((await ask(socialWorker, newChildId(randomInt))).status).toBe(404)
    const unreachable = await trip.stack.signIn('practitioner-override')
    const { contact } = (await people().findOne({ username: 'practitioner-override' })) as unknown as {
      contact: object
    }
    await people().updateOne({ username: 'practitioner-override' }, { $unset: { contact: '' } })
    const refused = await ask(unreachable)
    await people().updateOne({ username: 'practitioner-override' }, { $set: { contact } })
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('no work contact')])
  })
})
