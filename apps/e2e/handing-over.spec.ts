import {
  api,
  pathTo,
  type BrokerRequestOpened,
  type ProposalNow,
  type ShieldNow,
  type ShieldRead,
  type WorkListed,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'

/** A school of Leeds, where most demo people work; the others work in Bradford. */
const [LEEDS_SCHOOL, BRADFORD] = ['107809', '380']

describe('the story of a protected child who has two records, and moves', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['4 Moving Row'], postcode: 'LS12 3AD' } })
  const double = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['5 Moving Row'], postcode: 'LS13 2AD' } })
  let [childId, otherChildId] = ['', '']
  let [one, two, team, theirs, theirTeam] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient]

  const step = <Answer = ShieldNow>(who: ApiClient, route: { path: string }, body: object = {}) =>
    who.post<Answer & { current: object; places: object[] }>(pathTo(route, { childId }), body)
  const read = (who: ApiClient) => who.get<ShieldRead>(pathTo(api.shields.get, { childId }))
  const waits = async (who: ApiClient) =>
    (await who.get<WorkListed>(api.work.mine.path)).body.items
      .filter((item) => item.childId === childId && item.kind !== 'place')
      .map(({ kind }) => kind)
  const shown = async (id: string) => {
    const { status, body } = await trip.practitioner.disclose(id)
    return `${status} ${JSON.stringify(body)}`
  }

  beforeAll(async () => {
    await trip.census.deliver(pupil, double)
    ;[childId, otherChildId] = [await trip.census.childIdOf(pupil), await trip.census.childIdOf(double)]
    one = await trip.stack.signIn('shield-officer-1')
    two = await trip.stack.signIn('shield-officer-2')
    team = await trip.stack.signIn('cpmt')
    theirs = await trip.stack.signIn('shield-officer-other')
    theirTeam = await trip.stack.signIn('cpmt-other')
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
  })

  it('begins with an officer who proposes that a second record is of the same child: nothing happens yet', async () => {
    const proposed = await step<ProposalNow>(one, api.proposals.merge, { otherChildId })
    expect([proposed.status, proposed.body]).toMatchObject([200, { childId, kind: 'merge', state: 'open' }])
    expect(await shown(otherChildId)).toContain('LS13 2AD')
    expect((await step(theirs, api.proposals.merge, { otherChildId })).status).toBe(404)
    expect((await step(team, api.proposals.merge, { otherChildId })).status).toBe(403)
  })

  it('goes on with another officer, who sees what was proposed and agrees: one record, and it is shielded', async () => {
    const same = await step(one, api.proposals.agreeMerge)
    expect([same.status, same.body.current]).toMatchObject([409, { state: 'merge-proposed' }])
    expect([await waits(one), await waits(two)]).toEqual([[], ['agree-merge']])
    expect((await read(two)).body.proposal).toMatchObject({ kind: 'merge', otherChildId })
    expect((await step(two, api.proposals.agreeMerge)).body).toMatchObject({ childId, state: 'interim' })
    expect([await shown(otherChildId), await shown(childId)]).toEqual([
      expect.stringMatching(/^404/),
      expect.stringMatching(/^200.*"shielded":true/),
    ])
    expect((await step(two, api.proposals.agreeMerge)).status).toBe(409)
  })

  it('was a mistake, and two officers split it again: what is split off stays shielded', async () => {
    expect((await step(two, api.proposals.split, { otherChildId: childId })).status).toBe(404)
    expect((await step(two, api.proposals.split, { otherChildId })).status).toBe(200)
    expect((await step(one, api.proposals.agreeSplit)).status).toBe(200)
    for (const id of [childId, otherChildId]) {
      expect(await shown(id)).toMatch(/^200.*"shielded":true/)
      expect(await shown(id)).not.toMatch(/Moving Row|LS1[23]/)
    }
    const other = await one.get<ShieldRead>(pathTo(api.shields.get, { childId: otherChildId }))
    expect(other.status).toBe(200)
  })

  it('goes on when the child moves: its desk offers it to another, and refuses to offer it to nobody', async () => {
    const wrong = await step(one, api.proposals.offerHandover, { authority: '999' })
    expect([wrong.status, wrong.body.places]).toEqual([400, [{ field: 'authority', rule: 'isListed' }]])
    const own = await step(one, api.proposals.offerHandover, { authority: '383' })
    expect([own.status, own.body.places]).toEqual([400, [{ field: 'authority', rule: 'isOfAnotherDesk' }]])
    expect((await step(one, api.proposals.offerHandover, { authority: BRADFORD })).status).toBe(200)
    expect([await waits(two), await waits(theirs), await waits(theirTeam)]).toEqual([
      ['handover-offered'],
      ['accept-handover'],
      ['accept-handover'],
    ])
  })

  it('is nobody’s but its own desk’s until the other accepts; refused, it can be offered again', async () => {
    expect((await read(theirs)).status).toBe(404)
    expect((await step(two, api.proposals.acceptHandover)).status).toBe(404)
    expect((await step(theirTeam, api.proposals.refuse)).body).toMatchObject({ state: 'refused' })
    expect((await step(theirs, api.proposals.acceptHandover)).status).toBe(404)
    expect((await step(team, api.proposals.offerHandover, { authority: BRADFORD })).status).toBe(200)
  })

  it('is the other desk’s from its answer on, the shield as it was, and who asks to be put in touch is sent there', async () => {
    const question = { reason: 'transition', caseReference: 'SW/9' }
    const path = pathTo(api.brokerRequests.ask, { childId })
    const { requestId } = (await trip.practitioner.post<BrokerRequestOpened>(path, question)).body
    expect((await step(theirs, api.proposals.acceptHandover)).body).toMatchObject({ childId, state: 'interim' })
    expect([(await read(one)).status, (await read(theirs)).status]).toEqual([404, 200])
    expect((await step(one, api.shields.place)).status).toBe(404)
    expect((await step(theirs, api.shields.place)).body).toMatchObject({ state: 'placed' })
    expect(await shown(childId)).not.toMatch(/Moving Row|LS12/)
    const open = (who: ApiClient) => who.get(pathTo(api.brokerRequests.get, { requestId }))
    expect([(await open(team)).status, (await open(theirTeam)).status]).toEqual([404, 200])
    const children = trip.databases.db('directory').collection<{ _id: string; authority: string }>('children')
    expect((await children.findOne({ _id: childId }))!.authority).toBe(BRADFORD)
  })

  it('is in the log, each step by who took it, and no entry of one record names the other', async () => {
    const enquire = () =>
      trip.auditor.post<{ entries: { action: string; outcome: string }[] }>(api.audit.enquire.path, {
        childId,
        limit: 50,
      })
    const expected = ['record-propose', 'record-merge', 'record-split', 'record-refuse', 'record-move']
    const areThere = async () => {
      const { entries } = (await enquire()).body
      const done = entries.filter(({ outcome }) => outcome === 'done').map(({ action }) => action)
      return expected.every((action) => done.includes(action))
    }
    expect(await until(areThere, 20_000, 200)).toBe(true)
    expect(JSON.stringify((await enquire()).body)).not.toContain(otherChildId)
  })
})
