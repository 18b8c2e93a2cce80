import { currentCall, TOKEN_ALGORITHM } from '@contactpoint/bus'
import { allRoutes, api, appendChunk, changeInvolvement, closeBatch, Fault, FAULT_CODES } from '@contactpoint/contracts'
import { getHealth, openBatch, openSession, pathTo, ROLES, runSearch, takesBody } from '@contactpoint/contracts'
import type { FaultCode, Role } from '@contactpoint/contracts'
import { ApiClient, GatewayRoom } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { generateKeyPair } from 'jose'
import { createHash } from 'node:crypto'

let room: GatewayRoom

beforeAll(async () => {
  room = await GatewayRoom.open()
})

beforeEach(() => room.forget())

afterAll(() => room?.close())

const criteria = { familyName: 'Mainwood', dateOfBirth: '2012-06-27' }
const found = { hits: [], refine: false, receipt: { log: 'england', index: 1, leafHash: 'a'.repeat(64) } }
const now = () => Math.floor(Date.now() / 1000)
const locked = allRoutes().filter(({ open }) => !open)

describe('whoever may not ask', () => {
  it('is turned away at every route that is not open, without a token, before anything is looked at', async () => {
    for (const route of locked) expect([route.id, await room.nonsenseTo(route, null)]).toEqual([route.id, 401])
    expect(room.asked()).toEqual([])
  })

  it('is turned away by role at every route, whatever is asked: no 400 tells what would be taken, and nobody is asked', async () => {
    const bearers = new Map<Role, string>()
    for (const role of ROLES) bearers.set(role, await room.token({ role }))
    const shut = locked.flatMap((route) =>
      ROLES.filter((role) => route.asks && !route.asks.roles.includes(role)).map((role) => ({ route, role })),
    )
    expect(shut.length).toBeGreaterThan(30)
    for (const { route, role } of shut)
      expect([route.id, role, await room.nonsenseTo(route, bearers.get(role)!)]).toEqual([route.id, role, 403])
    expect(room.asked()).toEqual([])
  })

  it('is told what is wrong with a question when the role may ask it, and still nobody is asked', async () => {
    const posts = locked.filter((route) => takesBody(route) && !route.takes && route.asks)
    for (const route of posts)
      expect([route.id, await room.nonsenseTo(route, await room.token({ role: route.asks!.roles[0] }))]).toEqual([
        route.id,
        400,
      ])
    expect(room.asked()).toEqual([])
  })

  it.each<[string, () => Promise<string>]>([
    ['ended', () => room.token({ role: 'practitioner', exp: now() - 1 })],
    ['is for another audience', () => room.token({ role: 'practitioner', aud: 'elsewhere' })],
    ['comes from another issuer', () => room.token({ role: 'practitioner', iss: 'elsewhere' })],
    ['another key signed', async () => room.token({ role: 'practitioner' }, await generateKeyPair(TOKEN_ALGORITHM))],
    ['is no token', async () => 'a.b.c'],
  ])('has a token that %s', async (_what, bearer) => {
    const { status, body, headers } = await new ApiClient(room.url, await bearer()).search(criteria)
    expect([status, body]).toMatchObject([401, { title: 'unauthenticated' }])
    expect(headers.get('www-authenticate')).toBe('Bearer, DPoP algs="ES256"')
    expect(room.asked()).toEqual([])
  })
})

describe('a fault of a service', () => {
  const failing = async (error: Error): Promise<{ headers: Headers; body: object }> => {
    room.fakes.shielding.answers(runSearch, () => Promise.reject(error))
    const headers = {
      authorization: `Bearer ${await room.token({ role: 'practitioner' })}`,
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ reason: 'assessment', criteria })
    const answer = await fetch(room.url + api.searches.run.path, { method: 'POST', headers, body })
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
    (await room.as('practitioner')).post(api.searches.run.path, body as string, { 'content-type': type })
  const whole = JSON.stringify({ reason: 'assessment', criteria })
  const padded = (bytes: number) => whole + ' '.repeat(bytes - whole.length)

  beforeEach(() => room.fakes.shielding.answers(runSearch, async () => found))

  it('of 64 KB is taken, and of one byte more is not, nor is anybody asked', async () => {
    expect((await send(padded(64 * 1024))).status).toBe(200)
    expect((await send(padded(64 * 1024 + 1))).status).toBe(413)
    expect(room.asked()).toEqual(['shielding.search.run'])
  })

  it.each<[string, string | Uint8Array, string, number]>([
    ['that is no JSON', '{"reason":', 'application/json', 400],
    ['that is no UTF-8', Buffer.from(whole.replace('Mainwood', 'Mainw\xf6d'), 'latin1'), 'application/json', 400],
    ['that is a list', `[${whole}]`, 'application/json', 400],
    ['that is a form', 'reason=assessment', 'application/x-www-form-urlencoded', 415],
    ['that is XML', '<search/>', 'application/xml', 415],
  ])('%s is refused before anybody is asked', async (_what, body, type, status) => {
    expect((await send(body, type)).status).toBe(status)
    expect(room.asked()).toEqual([])
  })

  it('of somebody who signs in goes on as it is, from where it came: only identity may say that it is wrong (S12)', async () => {
    const from: unknown[] = []
    room.fakes.identity.answers(openSession, async () => {
      from.push(currentCall()?.address)
      throw new Fault('unauthenticated', 'Sign in first')
    })
    for (const body of [{ nonsense: 1 }, { username: 7 }])
      expect((await new ApiClient(room.url).post(api.sessions.open.path, body)).status).toBe(401)
    const headers = { 'x-forwarded-for': '192.0.2.9, 203.0.113.7' } // the pages add the last; who sent the first is not believed
    await new ApiClient(room.url).post(api.sessions.open.path, {}, headers)
    expect(from).toEqual(['127.0.0.1', '127.0.0.1', '203.0.113.7'])
    expect(room.fakes.identity.questions(openSession)).toEqual([{ nonsense: 1 }, { username: 7 }, {}])
  })
})

it('a change goes on with the version of If-Match and is answered the next in ETag; without, nobody is asked', async () => {
  const kept = { involvementId: '0f8fad5b-d9cb-469f-a165-70867728950e', version: 4 }
  const path = pathTo(api.involvements.change, kept)
  room.fakes.shielding.answers(changeInvolvement, async () => ({ ...kept, receipt: found.receipt }))
  expect((await (await room.as('practitioner')).patch(path, {}, null)).status).toBe(428)
  const { status, headers } = await (await room.as('practitioner')).patch(path, {}, '"3"')
  expect([status, headers.get('etag')]).toEqual([200, '"4"'])
  expect(room.fakes.shielding.questions(changeInvolvement)).toEqual([{ ...kept, version: 3 }])
})

describe('a file', () => {
  it('reaches ingestion byte for byte, in order, and is closed with its hash, whatever is in it', async () => {
    const size = fc.oneof(fc.nat(2_000), fc.integer({ min: 500_000, max: 1_200_000 }))
    room.fakes.ingestion.answers(openBatch, async () => ({ batchId: '0f8fad5b-d9cb-469f-a165-70867728950e' }))
    room.fakes.ingestion.answers(appendChunk, async () => ({}))
    room.fakes.ingestion.answers(closeBatch, async () => ({}))
    const supplier = await room.as('feed-supplier')
    await fc.assert(
      fc.asyncProperty(size, fc.nat(250), async (bytes, seed) => {
        room.fakes.ingestion.forget()
        const file = Buffer.alloc(bytes).map((_zero, n) => (n * 31 + seed) % 251)
        expect((await supplier.sendFeed(file)).status).toBe(202)
        const pieces = room.fakes.ingestion.questions(appendChunk)
        expect(pieces.map(({ index }) => index)).toEqual(pieces.map((_one, n) => n))
        const arrived = Buffer.concat(pieces.map(({ content }) => Buffer.from(content, 'base64')))
        expect(arrived.equals(file)).toBe(true)
        const sha256 = createHash('sha256').update(file).digest('hex')
        expect(room.fakes.ingestion.questions(closeBatch)).toMatchObject([{ chunks: pieces.length, sha256 }])
      }),
      { numRuns: 8 },
    )
  })

  it('of which a piece was not taken is not closed: its sender is told to send it again', async () => {
    room.fakes.ingestion.answers(appendChunk, async ({ index }) => {
      if (index === 1) throw Fault.unavailable('ingestion')
      return {}
    })
    const { status, headers } = await (await room.as('feed-supplier')).sendFeed(Buffer.alloc(1_300_000, 'x'))
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    expect(room.fakes.ingestion.questions(closeBatch)).toEqual([])
  })
})

describe('the health of all', () => {
  it('is not ready, and says which is not, as soon as one service has lost its store', async () => {
    const healthy = { nats: true, mongo: true, waiting: {} }
    for (const name of room.neighbours) room.fakes[name].answers(getHealth[name], async () => healthy)
    expect(await new ApiClient(room.url).get(api.health.ready.path)).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    })
    room.fakes.audit.answers(getHealth.audit, async () => ({ ...healthy, mongo: false }))
    const services = { audit: 'not-ready', shielding: 'ready' }
    expect(await new ApiClient(room.url).get(api.health.ready.path)).toMatchObject({ status: 503, body: { services } })
  })
})
