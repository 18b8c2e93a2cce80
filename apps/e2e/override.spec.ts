import {
  api,
  pathTo,
  type OverrideAttempted,
  type OverrideCasesListed,
  type OverrideGrant,
  type OverrideNow,
  type OverridesCounted,
  type ShieldRead,
  type WorkListed,
} from '@contactpoint/contracts'
import { aPupil, codeShown, demoAccount, type ApiClient, type TestAccount } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

/** Of Bradford, whose management team is not that of the demo practitioners. */
const BRADFORD_SCHOOL = '101494'
const HIDDEN = /Cutwater|BD5 0/

describe('the story of a shield that is overridden', () => {
  const trip = setOut({ own: true })
  const pupil = aPupil({ urn: BRADFORD_SCHOOL, address: { lines: ['7 Cutwater Lane'], postcode: 'BD5 0AA' } })
  let childId = ''
  let account: TestAccount & { personId: string }
  let [holder, team, ownTeam, officer] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient]
  let attemptId = ''
  let overrideId = ''

  const attempt = (who = holder) =>
    who.post<OverrideAttempted>(pathTo(api.overrides.attempt, { childId }), { reason: 'safeguarding-concern' })
  const begin = (who: ApiClient, proof: { pin: string; code: string }, attempted = attemptId) =>
    who.post<OverrideNow & { type: string }>(pathTo(api.overrides.begin, { childId }), {
      attemptId: attempted,
      ...proof,
    })
  /** A code that is taken, without waiting for the next: that none is taken twice, sign-in.spec.ts shows. */
  const code = async () => {
    const authenticators = trip.databases.db('identity').collection<{ _id: string }>('authenticators')
    await authenticators.updateOne({ _id: account.personId }, { $set: { lastStep: 0 } })
    return codeShown(account)
  }
  const rightProof = async () => ({ pin: account.pin, code: await code() })
  const signInAgain = () => trip.stack.api.signIn(account, code())
  const seen = async (who: ApiClient) => JSON.stringify((await who.disclose(childId)).body)
  const cases = async (who: ApiClient, query = '?state=open') =>
    (await who.get<OverrideCasesListed>(`${api.overrides.reviewCases.path}${query}`)).body.items
  const answer = (who: ApiClient, caseId: string, what: string) =>
    who.post(pathTo(api.overrides.answerCase, { caseId }), { answer: what, code: 'other' })

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    account = (await demoAccount(trip.stack, 'practitioner-override')) as typeof account
    holder = await trip.stack.signIn('practitioner-override')
    team = await trip.stack.signIn('cpmt-other')
    ownTeam = await trip.stack.signIn('cpmt')
    officer = await trip.stack.signIn('shield-officer-1')
    expect((await attempt()).status).toBe(409)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
  })

  it('begins with a warning, and with a case that wakes who watches for it before anything is shown (S27)', async () => {
    const watching = team.watch(api.overrides.watchCases.path)
    const next = async () => (await watching.next()).value?.data
    expect(await next()).toBe('{"open":0}')
    const [woken, attempted] = [next(), await attempt()]
    expect([attempted.status, attempted.body]).toMatchObject([201, { warning: expect.stringContaining('10 minutes') }])
    attemptId = attempted.body.attemptId
    expect(await woken).toBe('{"open":1}')
    await watching.return(null)
    expect(await cases(team)).toMatchObject([
      { caseId: attemptId, childId, personId: account.personId, step: 'warned', failures: 0, state: 'open' },
    ])
    const [first] = (await team.get<WorkListed>(api.work.mine.path)).body.items
    expect(first).toMatchObject({ kind: 'check-override', id: attemptId, isLate: false })
    expect(await seen(holder)).not.toMatch(HIDDEN)
  })

  it('is checked by another authority’s people, never by those of the caller’s own', async () => {
    expect(await cases(ownTeam)).toEqual([])
    expect((await answer(ownTeam, attemptId, 'legitimate')).status).toBe(404)
    expect((await answer(trip.practitioner, attemptId, 'legitimate')).status).toBe(403)
  })

  it('is refused to who holds no grant, of whichever role, and a case as well', async () => {
    expect((await attempt(trip.practitioner)).status).toBe(403)
    expect((await attempt(trip.practitioner)).status).toBe(403)
    const refused = (await cases(team)).filter(({ step }) => step === 'refused')
    expect(refused).toMatchObject([{ personId: trip.practitioner.personId, childId }])
    expect((await begin(trip.practitioner, { pin: '1', code: '1' }, refused[0]!.caseId)).status).toBe(409)
    await answer(team, refused[0]!.caseId, 'legitimate')
  })

  it('does not go on with a wrong PIN or code, which stay on the case', async () => {
    const wrong = await begin(holder, { ...(await rightProof()), pin: '0' })
    expect([wrong.status, wrong.body]).toMatchObject([403, { title: 'step-up-failed' }])
    expect(await cases(team)).toMatchObject([{ step: 'warned', failures: 1 }])
    expect(await seen(holder)).not.toMatch(HIDDEN)
  })

  it('shows the record to this session alone, once who asks has proved again who they are', async () => {
    const begun = await begin(holder, await rightProof())
    expect(begun.status).toBe(201)
    overrideId = begun.body.overrideId
    const minutes = (Date.parse(begun.body.expiresAt) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThanOrEqual(10.1)
    const { body } = await holder.disclose(childId)
    expect(body).toMatchObject({
      shielded: true,
      override: { overrideId },
      child: { address: { postcode: 'BD5 0AA' } },
    })
    expect(await seen(trip.practitioner)).not.toMatch(HIDDEN)
    const otherSession = await signInAgain()
    expect(await seen(otherSession)).not.toMatch(HIDDEN)
    expect(await cases(team)).toMatchObject([{ step: 'shown' }])
  })

  it('is used once: the attempt opens nothing again, for nobody', async () => {
    expect((await begin(holder, { pin: '1', code: '1' })).status).toBe(409)
    expect((await begin(trip.practitioner, { pin: '1', code: '1' })).status).toBe(404)
  })

  it('leaves searches as they were: what is hidden finds nothing', async () => {
    const search = { ...minimumFor(pupil), postcode: 'BD5 0AA' }
    expect((await holder.search(search)).body.hits).toEqual([])
  })

  it('is over when the record is left', async () => {
    const leave = () => holder.delete(pathTo(api.overrides.end, { overrideId }))
    expect((await trip.practitioner.delete(pathTo(api.overrides.end, { overrideId }))).status).toBe(404)
    expect([(await leave()).status, (await leave()).status]).toEqual([204, 204])
    expect(await seen(holder)).not.toMatch(HIDDEN)
    expect(await cases(team)).toMatchObject([{ step: 'ended' }])
  })

  it('is answered once, and who comes late learns what was found', async () => {
    expect((await answer(team, attemptId, 'legitimate')).body).toEqual({ caseId: attemptId, state: 'legitimate' })
    const late = await answer(team, attemptId, 'not-legitimate')
    expect([late.status, late.body]).toMatchObject([409, { current: { state: 'legitimate' } }])
    expect(await cases(team)).toEqual([])
  })

  it('without grounds ends at once, with the grant and every session of the person', async () => {
    attemptId = (await attempt()).body.attemptId
    expect((await begin(holder, await rightProof())).status).toBe(201)
    expect(await seen(holder)).toMatch(HIDDEN)
    expect((await answer(team, attemptId, 'not-legitimate')).status).toBe(200)
    expect(await seen(holder)).not.toMatch(HIDDEN)
    const again = await signInAgain()
    expect((await attempt(again)).status).toBe(403)
  })

  it('is granted again by two others, and ended by one', async () => {
    const until = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString()
    const propose = (who: ApiClient, personId: string) =>
      who.post<OverrideGrant>(api.overrides.propose.path, { personId, until })
    expect((await propose(team, account.personId)).status).toBe(404)
    const { status, body } = await propose(ownTeam, account.personId)
    expect([status, body]).toMatchObject([201, { personId: account.personId, state: 'proposed' }])
    const approve = (who: ApiClient) => who.post(pathTo(api.overrides.approve, { grantId: body.grantId }), {})
    expect((await approve(ownTeam)).status).toBe(409)
    expect((await approve(team)).status).toBe(404)
    expect((await approve(officer)).body).toMatchObject({ state: 'live' })
    const again = await signInAgain()
    expect((await attempt(again)).status).toBe(201)
    const ended = await ownTeam.delete(pathTo(api.overrides.withdraw, { grantId: body.grantId }))
    expect([ended.status, ended.body]).toMatchObject([200, { state: 'ended' }])
    attemptId = (await cases(team)).find(({ step }) => step === 'warned')!.caseId
    expect((await begin(again, await rightProof())).status).toBe(403)
  })

  it('is counted by organisation, and every step of it stands with the shield', async () => {
    const { items } = (await trip.auditor.get<OverridesCounted>(api.overrides.count.path)).body
    expect(items.find(({ organisation }) => organisation.startsWith('Leeds'))).toMatchObject({
      shown: 2,
      notLegitimate: 1,
    })
    const told = (await ownTeam.get<OverridesCounted>(api.overrides.count.path)).body
    expect(told.roundedTo).toBe(5)
    expect(told.items.find(({ organisation }) => organisation.startsWith('Leeds'))).toMatchObject({
      ...{ shown: null, notLegitimate: null },
    })
    const other = await trip.stack.signIn('shield-officer-other')
    const national = await trip.stack.signIn('shield-officer-national-1')
    const read = async (who: ApiClient) => who.get<ShieldRead>(pathTo(api.shields.get, { childId }))
    const desk = [await read(other), await read(national)].find(({ status }) => status === 200)!
    const kinds = desk.body.steps.map(({ kind }) => kind).filter((kind) => kind.startsWith('override'))
    expect(kinds).toEqual(['override', 'override-end', 'override', 'override-end'])
  })
})
