import { currentCall, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@contactpoint/bus'
import { allRoutes, api, appendChunk, changeInvolvement, closeBatch, Fault, FAULT_CODES } from '@contactpoint/contracts'
import { getHealth, listKeys, openBatch, openSession, pathTo, readRevocations, ROLES } from '@contactpoint/contracts'
import { runSearch, takesBody } from '@contactpoint/contracts'
import type { AnyRoute, FaultCode, RevocationsRead, Role } from '@contactpoint/contracts'
import { projectRoot, startApp, until } from '@contactpoint/stack'
import { ApiClient, FakeService, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { createHash } from 'node:crypto'
import { join } from 'node:path'

const NEIGHBOURS = ['identity', 'shielding', 'ingestion', 'directory', 'audit'] as const
type Neighbour = (typeof NEIGHBOURS)[number]
type Key = Awaited<ReturnType<typeof generateKeyPair>>

let stack: TestStack
let gateway: ReturnType<typeof startApp>
let url: string
let key: Key
const fakes = {} as Record<Neighbour, FakeService>

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  for (const name of NEIGHBOURS) fakes[name] = await FakeService.of(stack, name)
  const settings = { ...stack.settingsOf('gateway'), METRICS_PORT: '0' }
  gateway = startApp(projectRoot, 'gateway', settings, join(stack.folder, 'logs'))
  url = stack.address.gatewayUrl
  key = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true })
  const jwk = await exportJWK(key.publicKey)
  const published = { kid: 'k-1', kty: jwk.kty!, crv: jwk.crv!, x: jwk.x!, y: jwk.y!, alg: TOKEN_ALGORITHM }
  fakes.identity.answers(readRevocations, nobodyIsOut)
  fakes.identity.answers(listKeys, async () => ({ keys: [published] }))
  const isUp = () => fetch(url + api.health.live.path).then(({ ok }) => ok)
  await until(() => isUp().catch(() => false), 30_000, 50)
  await (await as('practitioner')).get(pathTo(api.places.getSchool, { code: '100000' })) // asks identity for its keys
}, 60_000)

beforeEach(() => {
  for (const fake of Object.values(fakes)) fake.forget()
})

afterAll(async () => {
  await gateway?.stop()
  for (const fake of Object.values(fakes)) await fake.stop()
  await stack?.remove()
}, 60_000)

const nobodyIsOut = async (): Promise<RevocationsRead> => ({
  revocations: [],
  shutOffs: [],
  at: new Date().toISOString(),
})
const now = () => Math.floor(Date.now() / 1000)
const token = (claims: JWTPayload = {}, by = key) =>
  new SignJWT({
    sub: 'p-1',
    sid: 's-1',
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    iat: now(),
    exp: now() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: 'k-1' })
    .sign(by.privateKey)
const as = async (role: Role, claims: JWTPayload = {}) =>
  new ApiClient(url, await token({ role, source: 'school-census', ...claims }))
/** Questions that were asked for somebody; who is put out is asked for all. */
const asked = () =>
  Object.values(fakes)
    .flatMap((fake) => fake.asked.map(({ subject }) => subject))
    .filter((subject) => subject !== readRevocations.subject)
const criteria = { familyName: 'Mainwood', dateOfBirth: '2012-06-27' }
const found = { hits: [], refine: false, receipt: { log: 'england', index: 1, leafHash: 'a'.repeat(64) } }
const locked = allRoutes().filter(({ open }) => !open)

/** Asks a route with a body that is right for none. */
async function nonsenseTo(route: AnyRoute, bearer: string | null): Promise<number> {
  const path = route.path.replaceAll(/\{\w+\}/g, 'nonsense')
  const authorization = bearer ? { authorization: `Bearer ${bearer}` } : {}
  const body = takesBody(route) ? JSON.stringify({ nonsense: 1 }) : undefined
  const headers = { 'if-match': '"1"', 'content-type': 'application/json', connection: 'close', ...authorization }
  return (await fetch(url + path, { method: route.method, headers, body })).status
}

describe('whoever may not ask', () => {
  it('is turned away at every route that is not open, without a token, before anything is looked at', async () => {
    for (const route of locked) expect([route.id, await nonsenseTo(route, null)]).toEqual([route.id, 401])
    expect(asked()).toEqual([])
  })

  it('is turned away by role at every route, whatever is asked: no 400 tells what would be taken, and nobody is asked', async () => {
    const bearers = new Map<Role, string>()
    for (const role of ROLES) bearers.set(role, await token({ role }))
    const shut = locked.flatMap((route) =>
      ROLES.filter((role) => route.asks && !route.asks.roles.includes(role)).map((role) => ({ route, role })),
    )
    expect(shut.length).toBeGreaterThan(30)
    for (const { route, role } of shut)
      expect([route.id, role, await nonsenseTo(route, bearers.get(role)!)]).toEqual([route.id, role, 403])
    expect(asked()).toEqual([])
  })

  it('is told what is wrong with a question when the role may ask it, and still nobody is asked', async () => {
    const posts = locked.filter((route) => takesBody(route) && !route.takes && route.asks)
    for (const route of posts)
      expect([route.id, await nonsenseTo(route, await token({ role: route.asks!.roles[0] }))]).toEqual([route.id, 400])
    expect(asked()).toEqual([])
  })

  it.each<[string, () => Promise<string>]>([
    ['ended', () => token({ role: 'practitioner', exp: now() - 1 })],
    ['is for another audience', () => token({ role: 'practitioner', aud: 'elsewhere' })],
    ['comes from another issuer', () => token({ role: 'practitioner', iss: 'elsewhere' })],
    ['another key signed', async () => token({ role: 'practitioner' }, await generateKeyPair(TOKEN_ALGORITHM))],
    ['is no token', async () => 'a.b.c'],
  ])('has a token that %s', async (_what, bearer) => {
    const { status, body, headers } = await new ApiClient(url, await bearer()).search(criteria)
    expect([status, body]).toMatchObject([401, { title: 'unauthenticated' }])
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(asked()).toEqual([])
  })
})

describe('a fault of a service', () => {
  const failing = async (error: Error): Promise<{ headers: Headers; body: object }> => {
    fakes.shielding.answers(runSearch, () => Promise.reject(error))
    const headers = {
      authorization: `Bearer ${await token({ role: 'practitioner' })}`,
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ reason: 'assessment', criteria })
    const answer = await fetch(url + api.searches.run.path, { method: 'POST', headers, body })
    return { headers: answer.headers, body: (await answer.json()) as object }
  }

  it.each(Object.keys(FAULT_CODES) as FaultCode[])(
    '%s is the problem of that name, with its status and words',
    async (code) => {
      const places = [{ field: 'criteria.familyName', rule: 'isName' }]
      const { headers, body } = await failing(new Fault(code, 'As it was said', places))
      const traceId = headers.get('trace-id')
      expect(body).toMatchObject({ title: code, status: FAULT_CODES[code], detail: 'As it was said', places, traceId })
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.has('retry-after')).toBe(
        ['unavailable', 'too-many-requests', 'over-budget', 'shut-off'].includes(code),
      )
    },
  )

  it('that is none, an error in its code, says nothing of it', async () => {
    const { body } = await failing(new Error('Grace Mainwood of 68 Albert Road'))
    expect(body).toMatchObject({ status: 500 })
    expect(JSON.stringify(body)).not.toMatch(/Mainwood|Albert/)
  })
})

describe('a body', () => {
  const send = async (body: string | Uint8Array, type = 'application/json') =>
    (await as('practitioner')).post(api.searches.run.path, body as string, { 'content-type': type })
  const whole = JSON.stringify({ reason: 'assessment', criteria })
  const padded = (bytes: number) => whole + ' '.repeat(bytes - whole.length)

  beforeEach(() => fakes.shielding.answers(runSearch, async () => found))

  it('of 64 KB is taken, and of one byte more is not, nor is anybody asked', async () => {
    expect((await send(padded(64 * 1024))).status).toBe(200)
    expect((await send(padded(64 * 1024 + 1))).status).toBe(413)
    expect(asked()).toEqual(['shielding.search.run'])
  })

  it.each<[string, string | Uint8Array, string, number]>([
    ['that is no JSON', '{"reason":', 'application/json', 400],
    ['that is no UTF-8', Buffer.from(whole.replace('Mainwood', 'Mainw\xf6d'), 'latin1'), 'application/json', 400],
    ['that is a list', `[${whole}]`, 'application/json', 400],
    ['that is a form', 'reason=assessment', 'application/x-www-form-urlencoded', 415],
    ['that is XML', '<search/>', 'application/xml', 415],
  ])('%s is refused before anybody is asked', async (_what, body, type, status) => {
    expect((await send(body, type)).status).toBe(status)
    expect(asked()).toEqual([])
  })

  it('of somebody who signs in goes on as it is, from where it came: only identity may say that it is wrong (S12)', async () => {
    const from: unknown[] = []
    fakes.identity.answers(openSession, async () => {
      from.push(currentCall()?.address)
      throw new Fault('unauthenticated', 'Sign in first')
    })
    for (const body of [{ nonsense: 1 }, { username: 7 }])
      expect((await new ApiClient(url).post(api.sessions.open.path, body)).status).toBe(401)
    const headers = { 'x-forwarded-for': '192.0.2.9, 203.0.113.7' } // the pages add the last; who sent the first is not believed
    await new ApiClient(url).post(api.sessions.open.path, {}, headers)
    expect(from).toEqual(['127.0.0.1', '127.0.0.1', '203.0.113.7'])
    expect(fakes.identity.questions(openSession)).toEqual([{ nonsense: 1 }, { username: 7 }, {}])
  })
})

it('a change goes on with the version of If-Match and is answered the next in ETag; without, nobody is asked', async () => {
  const kept = { involvementId: '0f8fad5b-d9cb-469f-a165-70867728950e', version: 4 }
  const path = pathTo(api.involvements.change, kept)
  fakes.shielding.answers(changeInvolvement, async () => ({ ...kept, receipt: found.receipt }))
  expect((await (await as('practitioner')).patch(path, {}, null)).status).toBe(428)
  const { status, headers } = await (await as('practitioner')).patch(path, {}, '"3"')
  expect([status, headers.get('etag')]).toEqual([200, '"4"'])
  expect(fakes.shielding.questions(changeInvolvement)).toEqual([{ ...kept, version: 3 }])
})

describe('a file', () => {
  it('reaches ingestion byte for byte, in order, and is closed with its hash, whatever is in it', async () => {
    const size = fc.oneof(fc.nat(2_000), fc.integer({ min: 500_000, max: 1_200_000 }))
    fakes.ingestion.answers(openBatch, async () => ({ batchId: '0f8fad5b-d9cb-469f-a165-70867728950e' }))
    fakes.ingestion.answers(appendChunk, async () => ({}))
    fakes.ingestion.answers(closeBatch, async () => ({}))
    const supplier = await as('feed-supplier')
    await fc.assert(
      fc.asyncProperty(size, fc.nat(250), async (bytes, seed) => {
        fakes.ingestion.forget()
        const file = Buffer.alloc(bytes).map((_zero, n) => (n * 31 + seed) % 251)
        expect((await supplier.sendFeed(file)).status).toBe(202)
        const pieces = fakes.ingestion.questions(appendChunk)
        expect(pieces.map(({ index }) => index)).toEqual(pieces.map((_one, n) => n))
        const arrived = Buffer.concat(pieces.map(({ content }) => Buffer.from(content, 'base64')))
        expect(arrived.equals(file)).toBe(true)
        const sha256 = createHash('sha256').update(file).digest('hex')
        expect(fakes.ingestion.questions(closeBatch)).toMatchObject([{ chunks: pieces.length, sha256 }])
      }),
      { numRuns: 8 },
    )
  })

  it('of which a piece was not taken is not closed: its sender is told to send it again', async () => {
    fakes.ingestion.answers(appendChunk, async ({ index }) => {
      if (index === 1) throw Fault.unavailable('ingestion')
      return {}
    })
    const { status, headers } = await (await as('feed-supplier')).sendFeed(Buffer.alloc(1_300_000, 'x'))
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    expect(fakes.ingestion.questions(closeBatch)).toEqual([])
  })
})

describe('the health of all', () => {
  it('is not ready, and says which is not, as soon as one service has lost its store', async () => {
    const healthy = { nats: true, mongo: true, waiting: {} }
    for (const name of NEIGHBOURS) fakes[name].answers(getHealth[name], async () => healthy)
    expect(await new ApiClient(url).get(api.health.ready.path)).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    })
    fakes.audit.answers(getHealth.audit, async () => ({ ...healthy, mongo: false }))
    const services = { audit: 'not-ready', shielding: 'ready' }
    expect(await new ApiClient(url).get(api.health.ready.path)).toMatchObject({ status: 503, body: { services } })
  })
})

describe('whoever is put out', () => {
  const search = async (claims: JWTPayload = {}) => {
    fakes.shielding.answers(runSearch, async () => found)
    return (await as('practitioner', claims)).post(api.searches.run.path, { criteria, reason: 'assessment' })
  }
  const statusOf = async (claims: JWTPayload = {}) => (await search(claims)).status
  const says = (more: Partial<RevocationsRead>) =>
    fakes.identity.answers(readRevocations, async () => ({ ...(await nobodyIsOut()), ...more }))

  afterEach(() => fakes.identity.answers(readRevocations, nobodyIsOut))

  it('is out in two seconds, though the token lives on and nobody told; and nobody else is', async () => {
    says({ revocations: [{ kind: 'person', subject: 'p-9', at: new Date().toISOString() }] })
    await until(async () => (await statusOf({ sub: 'p-9' })) === 401, 3_000, 100)
    expect(await statusOf({ sub: 'p-8' })).toBe(200)
  })

  it('is everybody when identity has not said for two seconds who is: nothing is shown to whom it might not be', async () => {
    expect(await statusOf()).toBe(200)
    fakes.identity.answers(readRevocations, async () => Promise.reject(Fault.unavailable('identity')))
    await until(async () => (await statusOf()) === 503, 5_000, 100)
    fakes.identity.answers(readRevocations, nobodyIsOut)
    expect(await statusOf()).toBe(200)
  })

  it('reads nothing while the directory is shut off; what protects children goes on', async () => {
    says({
      shutOffs: [{ shutOffId: 's-1', scope: 'all', subject: null, since: new Date().toISOString(), reopenings: 0 }],
    })
    await until(async () => (await statusOf()) === 503, 3_000, 100)
    expect((await search()).body).toMatchObject({ title: 'shut-off' })
    const goOn = allRoutes()
      .filter(({ whenShutOff }) => whenShutOff)
      .map(({ id }) => id)
    expect(goOn.sort()).toEqual([
      ...['children.requestShield', 'sessions.close', 'shields.confirm', 'shields.place'],
      ...['shutOffs.make', 'shutOffs.overview', 'shutOffs.reopen'],
    ])
    const others = locked.filter(({ whenShutOff, asks }) => !whenShutOff && asks?.roles.includes('practitioner'))
    const bearer = await token({ role: 'practitioner' })
    for (const route of others) expect([route.id, await nonsenseTo(route, bearer)]).toEqual([route.id, 503])
  })
})
