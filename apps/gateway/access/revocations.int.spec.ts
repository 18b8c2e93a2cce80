import {
  allRoutes,
  api,
  Fault,
  readRevocations,
  REVOCATIONS_KEPT_MS,
  runSearch,
  type RevocationsRead,
} from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { GatewayRoom, nobodyIsOut } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { JWTPayload } from 'jose'
import { setTimeout as sleep } from 'node:timers/promises'

let room: GatewayRoom

beforeAll(async () => {
  room = await GatewayRoom.open()
})

afterAll(() => room?.close())

const criteria = { familyName: 'Mainwood', dateOfBirth: '2012-06-27' }
const found = { hits: [], refine: false, receipt: { log: 'england', index: 1, leafHash: 'a'.repeat(64) } }

describe('whoever is put out', () => {
  const search = async (claims: JWTPayload = {}) => {
    room.fakes.shielding.answers(runSearch, async () => found)
    return (await room.as('practitioner', claims)).post(api.searches.run.path, SEARCH)
  }
  const SEARCH = { criteria, reason: 'assessment' }
  const fakesAnswerLate = () => room.fakes.shielding.answers(runSearch, () => sleep(REVOCATIONS_KEPT_MS + 500, found))
  const statusOf = async (claims: JWTPayload = {}) => (await search(claims)).status
  const says = (more: Partial<RevocationsRead>) =>
    room.fakes.identity.answers(readRevocations, async () => ({ ...(await nobodyIsOut()), ...more }))

  afterEach(() => room.fakes.identity.answers(readRevocations, nobodyIsOut))

  it('is out in two seconds, though the token lives on and nobody told; and nobody else is', async () => {
    says({ revocations: [{ kind: 'person', subject: 'p-9', at: new Date().toISOString() }] })
    await eventually(async () => (await statusOf({ sub: 'p-9' })) === 401, 3_000, 100)
    expect(await statusOf({ sub: 'p-8' })).toBe(200)
  })

  it('gets no answer that was on its way when they were put out: it is looked at as it leaves', async () => {
    expect(await statusOf({ sub: 'p-7' })).toBe(200)
    fakesAnswerLate()
    const underWay = (await room.as('practitioner', { sub: 'p-7' })).post(api.searches.run.path, SEARCH)
    says({ revocations: [{ kind: 'person', subject: 'p-7', at: new Date().toISOString() }] })
    expect((await underWay).status).toBe(401)
  })

  it('is everybody when identity has not said for two seconds who is: nothing is shown to whom it might not be', async () => {
    expect(await statusOf()).toBe(200)
    room.fakes.identity.answers(readRevocations, async () => Promise.reject(Fault.unavailable('identity')))
    await eventually(async () => (await statusOf()) === 503, 5_000, 100)
    room.fakes.identity.answers(readRevocations, nobodyIsOut)
    expect(await statusOf()).toBe(200)
  })

  it('reads nothing while the directory is shut off; what protects children goes on', async () => {
    says({
      shutOffs: [{ shutOffId: 's-1', scope: 'all', subject: null, since: new Date().toISOString(), reopenings: 0 }],
    })
    await eventually(async () => (await statusOf()) === 503, 3_000, 100)
    expect((await search()).body).toMatchObject({ title: 'shut-off' })
    const goOn = allRoutes()
      .filter(({ whenShutOff }) => whenShutOff)
      .map(({ id }) => id)
    expect(goOn.sort()).toEqual([
      ...[
        'authenticators.keys',
        'authenticators.stepUpOptions',
        'children.requestShield',
        'sessions.close',
        'sessions.end',
        'sessions.own',
        'sessions.prove',
        'shields.confirm',
        'shields.place',
      ],
      ...['shutOffs.make', 'shutOffs.overview', 'shutOffs.reopen'],
    ])
    const others = allRoutes().filter(
      ({ open, whenShutOff, asks }) => !open && !whenShutOff && asks?.roles.includes('practitioner'),
    )
    const bearer = await room.token({ role: 'practitioner' })
    for (const route of others) expect([route.id, await room.nonsenseTo(route, bearer)]).toEqual([route.id, 503])
  })
})
