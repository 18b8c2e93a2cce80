import { currentCall } from '@contactpoint/bus'
import { api, openSession, renewSession, runSearch, watchOverrideCases } from '@contactpoint/contracts'
import { ApiClient, GatewayRoom, ProofKey } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { calculateJwkThumbprint, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWTPayload } from 'jose'
import { createHash, randomUUID } from 'node:crypto'

let room: GatewayRoom
let key: ProofKey
let jkt: string
let token: string

beforeAll(async () => {
  room = await GatewayRoom.open()
})

afterAll(() => room?.close())

beforeEach(async () => {
  room.forget()
  room.fakes.shielding.answers(runSearch, async () => found)
  ;[key, jkt] = await aKey()
  token = await room.token({ role: 'practitioner', cnf: { jkt } })
})

const found = { hits: [], refine: false, receipt: { log: 'england', index: 1, leafHash: 'a'.repeat(64) } }
const search = JSON.stringify({ reason: 'assessment', criteria: { familyName: 'Mainwood', dateOfBirth: '2012-06-27' } })
const SEARCH = api.searches.run.path
const searches = () => room.url + SEARCH
const seconds = () => Math.floor(Date.now() / 1000)

async function aKey(): Promise<[ProofKey, string]> {
  const made = await ProofKey.make()
  return [made, await calculateJwkThumbprint({ ...made.publicJwk })]
}

const send = (headers: Record<string, string>, path = SEARCH, body: string = search) =>
  fetch(room.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
const statusOf = async (headers: Record<string, string>) => (await send(headers)).status
const proof = () => key.proof('POST', searches(), token)

/** A proof that is right but for what is given. */
async function proofWith(claims: JWTPayload = {}, header: object = {}, private_?: CryptoKey): Promise<string> {
  const pair = await ProofKey.newPair()
  const jwk = { kty: 'EC', crv: 'P-256', x: pair.x, y: pair.y }
  token = await room.token({ role: 'practitioner', cnf: { jkt: await calculateJwkThumbprint(jwk) } })
  const ath = createHash('sha256').update(token).digest('base64url')
  const right = { htm: 'POST', htu: searches(), jti: randomUUID(), iat: seconds(), ath }
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
    .sign(private_ ?? ((await importJWK({ ...jwk, d: pair.d }, 'ES256')) as CryptoKey))
}

describe('a token that is bound to a key', () => {
  it('is good with a proof of that key, for every request with another one', async () => {
    for (let n = 0; n < 3; n++)
      expect(await statusOf({ authorization: `DPoP ${token}`, dpop: await proof() })).toBe(200)
    expect(room.asked()).toEqual(Array(3).fill(runSearch.subject))
  })

  it('that was stolen is good for nothing: not as it stands, nor with a proof of another key', async () => {
    const [other] = await aKey()
    const thefts: Record<string, string>[] = [
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${token}`, dpop: await proof() },
      { authorization: `DPoP ${token}` },
      { authorization: `DPoP ${token}`, dpop: 'nonsense' },
      { authorization: `DPoP ${token}`, dpop: await other.proof('POST', searches(), token) },
    ]
    for (const theft of thefts) {
      const answer = await send(theft)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('DPoP error="invalid_dpop_proof", algs="ES256"')
      expect(await answer.json()).toMatchObject({
        title: 'unauthenticated',
        detail: expect.stringContaining('Sign in'),
      })
    }
    expect(room.asked()).toEqual([])
  })

  it('counts for nobody without its key: whoever stole it does not use up its owner’s limit', async () => {
    token = await room.token({ sub: 'p-2', role: 'practitioner', cnf: { jkt } })
    const left = async () => {
      const answer = await send({ authorization: `DPoP ${token}`, dpop: await proof() })
      return Number(answer.headers.get('ratelimit-remaining'))
    }
    const before = await left()
    for (let n = 0; n < 5; n++) expect(await statusOf({ authorization: `Bearer ${token}` })).toBe(401)
    expect(await left()).toBe(before - 1)
  })

  it('is good for a stream too, with a proof for it', async () => {
    room.fakes.shielding.answers(watchOverrideCases, async () => ({ open: 2 }))
    const bound = await room.token({ role: 'cpmt', cnf: { jkt } })
    const thief = new ApiClient(room.url, bound)
    const first = async (client: ApiClient) => (await client.watch(api.overrides.watchCases.path).next()).value
    expect(await first(new ApiClient(room.url, bound, null, key))).toMatchObject({ status: 200, data: '{"open":2}' })
    expect(await first(thief)).toMatchObject({ status: 401 })
  })
})

describe('a token that is bound to none', () => {
  it('is good as it stands, and is refused as if it were bound', async () => {
    const plain = await room.token({ role: 'practitioner' })
    const own = await key.proof('POST', searches(), plain)
    expect(await statusOf({ authorization: `Bearer ${plain}` })).toBe(200)
    expect(await statusOf({ authorization: `DPoP ${plain}`, dpop: own })).toBe(401)
    expect(await statusOf({ authorization: `DPoP ${plain}` })).toBe(401)
  })
})

describe('a proof', () => {
  it('works once, however often and however fast it is shown', async () => {
    const headers = { authorization: `DPoP ${token}`, dpop: await proof() }
    const statuses = await Promise.all(Array.from({ length: 10 }, () => statusOf(headers)))
    expect(statuses.sort()).toEqual([200, ...Array<number>(9).fill(401)])
    expect(await statusOf(headers)).toBe(401)
    expect(room.asked()).toEqual([runSearch.subject])
  })

  it('is for one route, one method and one token', async () => {
    const elsewhere = [
      await key.proof('POST', room.url + api.places.findAuthorities.path, token),
      await key.proof('GET', searches(), token),
      await key.proof('POST', searches(), await room.token({ role: 'practitioner', cnf: { jkt }, jti: 'other' })),
      await key.proof('POST', searches(), null),
      await key.proof('POST', `http://elsewhere.example${SEARCH}`, token),
    ]
    for (const dpop of elsewhere) expect(await statusOf({ authorization: `DPoP ${token}`, dpop })).toBe(401)
  })

  it('is for where clients reach the gateway as it is declared, whatever headers say of that', async () => {
    const dpop = () => key.proof('POST', `https://evil.example${SEARCH}`, token)
    const said = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
    expect(await statusOf({ authorization: `DPoP ${token}`, dpop: await dpop(), ...said })).toBe(401)
    const local = await key.proof('POST', searches().replace('127.0.0.1', 'localhost'), token)
    expect(await statusOf({ authorization: `DPoP ${token}`, dpop: local })).toBe(200)
  })

  it('passes as far as clocks of copies may differ, and no further', async () => {
    const at = async (off: number) => {
      const dpop = await proofWith({ iat: seconds() + off })
      return statusOf({ authorization: `DPoP ${token}`, dpop })
    }
    expect([await at(-25), await at(25)]).toEqual([200, 200])
    expect([await at(-35), await at(35)]).toEqual([401, 401])
  })

  it.each<[string, () => Promise<string>]>([
    ['is of another type', () => proofWith({}, { typ: 'JWT' })],
    ['another key signed', async () => proofWith({}, {}, (await generateKeyPair('ES256')).privateKey)],
    [
      'gives its private key away',
      async () => proofWith({}, { jwk: { kty: 'EC', crv: 'P-256', ...(await ProofKey.newPair()) } }),
    ],
    ['has no key', () => proofWith({}, { jwk: undefined })],
    ['has no name', () => proofWith({ jti: undefined })],
    ['comes twice', async () => `${await proofWith()}, ${await proofWith()}`],
    [
      'has no signature',
      async () => {
        const [header, claims] = (await proofWith()).split('.')
        const none = { ...JSON.parse(Buffer.from(header!, 'base64url').toString()), alg: 'none' }
        return `${Buffer.from(JSON.stringify(none)).toString('base64url')}.${claims}.`
      },
    ],
  ])('that %s is refused', async (_what, made) => {
    const dpop = await made()
    expect(await statusOf({ authorization: `DPoP ${token}`, dpop })).toBe(401)
  })

  it('of this kind is taken when nothing is wrong with it: the tests above differ from it in one thing each', async () => {
    const dpop = await proofWith()
    expect(await statusOf({ authorization: `DPoP ${token}`, dpop })).toBe(200)
  })
})

describe('beginning and renewing a session', () => {
  const tokens = { accessToken: 'a.b.c', refreshToken: 'r', expiresIn: 60 }
  const keysSeen: (string | undefined)[] = []

  beforeEach(() => {
    keysSeen.length = 0
    const answer = async () => {
      keysSeen.push(currentCall()?.provedKey)
      return tokens
    }
    room.fakes.identity.answers(openSession, answer)
    room.fakes.identity.answers(renewSession, answer)
  })

  it.each([api.sessions.open.path, api.sessions.renew.path])(
    '%s tells identity which key was proved, if any, and never one that was only claimed',
    async (path) => {
      const dpop = await key.proof('POST', room.url + path, null)
      expect((await send({}, path, '{}')).status).toBe(201)
      expect((await send({ dpop }, path, '{}')).status).toBe(201)
      expect((await send({ 'cp-proved-key': jkt }, path, '{}')).status).toBe(201)
      expect(keysSeen).toEqual([undefined, jkt, undefined])
      for (const wrong of [dpop, 'nonsense', '', await key.proof('POST', searches(), null)])
        expect((await send({ dpop: wrong }, path, '{}')).status).toBe(401)
      expect(keysSeen).toHaveLength(3)
    },
  )

  it.each([api.sessions.open.path, api.sessions.renew.path])(
    '%s counts for the address it comes from before a proof is read: anybody may send one',
    async (path) => {
      const { headers } = await send({ dpop: 'nonsense' }, path, '{}')
      expect(headers.get('www-authenticate')).toContain('invalid_dpop_proof')
      expect(headers.has('ratelimit-remaining')).toBe(true)
    },
  )
})
