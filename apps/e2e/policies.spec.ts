import {
  api,
  pathTo,
  type EnquiryResult,
  type PoliciesListed,
  type PolicyDocument,
  type PolicyRead,
  type PolicyVersion,
  type ShieldNow,
  type WorkListed,
} from '@contactpoint/contracts'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'
const MONTH_MS = 30.4 * 24 * 60 * 60 * 1000

describe('the story of a policy', () => {
  const trip = setOut()
  const pupils = [aPupil({ urn: LEEDS_SCHOOL }), aPupil({ urn: LEEDS_SCHOOL })] as const
  const childIds: string[] = []
  let founding = {} as PolicyRead
  let [proposer, second, third, team] = [] as unknown as ApiClient[] as [ApiClient, ApiClient, ApiClient, ApiClient]
  let [one, two] = [] as unknown as [ApiClient, ApiClient]
  let version = 0

  const step = (who: ApiClient, route: { path: string }, of: number, body: object = {}) =>
    who.post<PolicyVersion & { title: string; current: object }>(pathTo(route, { version: String(of) }), body)
  const review = {
    reviewer: 'Helen Archer',
    organisation: 'Women’s Aid',
    reviewedOn: '2026-11-20',
    signature: 'WA/118',
  }
  const inForce = async () => {
    const { items } = (await team.get<PoliciesListed>(api.policies.find.path)).body
    return items.filter((item) => item.inForce).map((item) => item.version)
  }
  /** A shield that two officers have confirmed: in how many months it is reviewed. */
  const monthsUntilReview = async (childId: string) => {
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    expect((await one.post(pathTo(api.shields.place, { childId }), {})).status).toBe(200)
    const { body } = await two.post<ShieldNow>(pathTo(api.shields.confirm, { childId }), {})
    return Math.round((Date.parse(body.dueAt!) - Date.now()) / MONTH_MS)
  }
  const entriesOf = async (childId: string) =>
    (await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, { childId })).body.entries

  beforeAll(async () => {
    await trip.census.deliver(...pupils)
    for (const pupil of pupils) childIds.push(await trip.census.childIdOf(pupil))
    ;[proposer, second, third, team, one, two] = (await Promise.all(
      ['cpmt-national', 'cpmt-national-2', 'cpmt-national-3', 'cpmt', 'shield-officer-1', 'shield-officer-2'].map(
        (username) => trip.stack.signIn(username),
      ),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient, ApiClient]
  })

  it('begins with the founding one, which was reviewed before anybody went live', async () => {
    founding = (await team.get<PolicyRead>(pathTo(api.policies.get, { version: '1' }))).body
    expect(founding).toMatchObject({ state: 'in-force', inForce: true, review: {}, approvals: [] })
    expect(await inForce()).toEqual([1])
    await trip.practitioner.disclose(childIds[0]!)
    expect((await entriesOf(childIds[0]!))[0]).toMatchObject({ action: 'disclosure', policy: 1 })
    expect(await monthsUntilReview(childIds[0]!)).toBe(6)
  })

  it('goes on with one that may be stricter and never looser, proposed by the national desk', async () => {
    const { document } = founding
    const with_ = (months: number): PolicyDocument => ({
      ...document,
      shields: { ...document.shields, reviewWithinMonths: { standard: months, sealed: 1 } },
    })
    const looser = await proposer.post(api.policies.propose.path, with_(7))
    expect([looser.status, looser.body.places]).toEqual([
      400,
      [{ field: 'shields.reviewWithinMonths.standard', rule: 'max' }],
    ])
    const more = await proposer.post(api.policies.propose.path, { ...document, visible: ['address'] })
    expect([more.status, more.body.places]).toEqual([400, [{ field: 'visible', rule: 'unknownField' }]])
    expect((await team.post(api.policies.propose.path, with_(2))).status).toBe(403)
    const proposed = await proposer.post<PolicyVersion>(api.policies.propose.path, with_(2))
    expect([proposed.status, proposed.body]).toMatchObject([201, { state: 'proposed', inForce: false }])
    version = proposed.body.version
  })

  it('waits for somebody outside, then for two of the desk, neither of whom proposed it', async () => {
    const waits = async (who: ApiClient) =>
      (await who.get<WorkListed>(api.work.mine.path)).body.items
        .filter((item) => item.policyVersion === version)
        .map(({ kind }) => kind)
    expect([await waits(trip.auditor), await waits(second)]).toEqual([['review-policy'], []])
    expect((await step(second, api.policies.approve, version)).body).toMatchObject({
      ...{ title: 'conflict', current: { state: 'proposed', version } },
    })
    const reviewed = await step(trip.auditor, api.policies.recordReview, version, review)
    expect(reviewed.body).toMatchObject({ state: 'reviewed', review })
    expect((await step(proposer, api.policies.approve, version)).status).toBe(409)
    expect([await waits(second), await waits(proposer)]).toEqual([['approve-policy'], []])
    expect((await step(second, api.policies.approve, version)).body.state).toBe('approved-once')
    expect((await step(second, api.policies.approve, version)).status).toBe(409)
    expect((await step(proposer, api.policies.activate, version)).status).toBe(409)
    expect((await step(third, api.policies.approve, version)).body.state).toBe('approved')
    expect(await inForce()).toEqual([1])
  })

  it('comes into force for everything from the answer on: the next review is due by it, and entries name it', async () => {
    const { status, body } = await step(proposer, api.policies.activate, version)
    expect([status, body]).toMatchObject([200, { state: 'in-force', inForce: true }])
    expect(await inForce()).toEqual([version])
    await trip.practitioner.disclose(childIds[1]!)
    await trip.practitioner.search(minimumFor(pupils[1]))
    const [search, disclosure] = await entriesOf(childIds[1]!)
    expect([search, disclosure]).toMatchObject([
      { action: 'search', policy: version },
      { action: 'disclosure', policy: version },
    ])
    expect(await monthsUntilReview(childIds[1]!)).toBe(2)
    const before = await one.get<ShieldNow>(pathTo(api.shields.get, { childId: childIds[0]! }))
    expect(Math.round((Date.parse(before.body.dueAt!) - Date.now()) / MONTH_MS)).toBe(6)
  })

  it('ends as it began: the first one comes back by the same way', async () => {
    expect((await step(proposer, api.policies.activate, 1)).status).toBe(409)
    for (const who of [second, proposer]) expect((await step(who, api.policies.approve, 1)).status).toBe(200)
    expect((await step(third, api.policies.activate, 1)).body).toMatchObject({
      state: 'in-force',
      review: founding.review,
    })
    expect(await inForce()).toEqual([1])
    const last = await team.get<PolicyRead>(pathTo(api.policies.get, { version: String(version) }))
    expect(last.body).toMatchObject({ state: 'reviewed', inForce: false, approvals: [] })
    expect(
      (await trip.auditor.post(api.audit.enquire.path, { organisation: 'National shield desk (demo)' })).body,
    ).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ action: 'policy-activate', policy: version })]),
    })
  })
})
