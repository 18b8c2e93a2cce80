import { randomUUID } from 'node:crypto'
import { newTrace, TOKEN_AUDIENCE, TOKEN_ISSUER, withCall } from '@contactpoint/bus'
import {
  allRoutes,
  api,
  pathTo,
  findPlaces,
  getBatch,
  openDisclosure,
  openBatch,
  ROLES,
  requestShield,
  runEnquiry,
  runSearch,
  type Fault,
  type RequestContract,
} from '@contactpoint/contracts'
import { ApiClient, asService, demoAccount, sharedStack, TokenSigner, unusedCode } from '@contactpoint/testing'
import type { RunningStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWTPayload } from 'jose'
import { child, criteria, feeds, ROUTES } from './routes.trip.ts'

let stack: RunningStack
let gateway: Awaited<ReturnType<typeof asService>>
let signer: TokenSigner
let genuine: JWTPayload & { sub: string }

beforeAll(async () => {
  stack = await sharedStack()
  gateway = await asService(stack, 'gateway')
  const account = await demoAccount(stack, 'practitioner')
  const { accessToken } = await stack.api.signIn(account, unusedCode(stack, account))
  genuine = JSON.parse(Buffer.from(accessToken!.split('.')[1]!, 'base64url').toString())
  signer = await TokenSigner.of(stack)
})

afterAll(() => gateway?.connection.close())

const now = () => Math.floor(Date.now() / 1000)
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** Each of a session of its own: a route that signs out ends one. */
const claims = (change: JWTPayload = {}) => ({ ...genuine, sid: randomUUID(), iat: now(), exp: now() + 60, ...change })
const without = (claim: string) => Object.fromEntries(Object.entries(claims()).filter(([name]) => name !== claim))

const signed: TokenSigner['sign'] = (...how) => signer.sign(...how)

async function signedBy(publicText: 'pem' | 'x'): Promise<string> {
  const key = (await importJWK({ ...signer.publicJwk, alg: 'ES256' }, 'ES256', { extractable: true })) as CryptoKey
  const secret = publicText === 'pem' ? await exportSPKI(key) : signer.publicJwk.x!
  return signed(claims(), { alg: 'HS256' }, new TextEncoder().encode(secret))
}

const otherKey = async () => (await generateKeyPair('ES256')).privateKey
const REFUSED: [string, () => Promise<string>][] = [
  ['that has expired', () => signed(claims({ iat: now() - 120, exp: now() - 60 }))],
  ['that expired this second', () => signed(claims({ exp: now() }))],
  ['that never expires', () => signed(without('exp'))],
  ['that is not valid yet', () => signed(claims({ nbf: now() + 3600 }))],
  ['without a signature (alg none)', async () => `${base64({ alg: 'none', kid: signer.kid })}.${base64(claims())}.`],
  [
    'that says none and is signed',
    async () => `${base64({ alg: 'none' })}.${(await signed(claims())).split('.').slice(1).join('.')}`,
  ],
  ['signed with another key under the same name', async () => signed(claims(), {}, await otherKey())],
  ['signed with another key under its own name', async () => signed(claims(), { kid: 'other' }, await otherKey())],
  ['for another audience', () => signed(claims({ aud: 'elsewhere' }))],
  ['of another issuer', () => signed(claims({ iss: 'elsewhere' }))],
  ['of no issuer', () => signed(without('iss'))],
  ['signed HS256 with the public key as PEM', () => signedBy('pem')],
  ['signed HS256 with the public key as it is published', () => signedBy('x')],
  [
    'whose claims were changed afterwards',
    async () => {
      const [header, , signature] = (await signed(claims())).split('.')
      return `${header}.${base64(claims({ role: 'cpmt' }))}.${signature}`
    },
  ],
  ['that is no token', async () => 'abc.def.ghi'],
]
/** Signed by identity and yet for nobody: only the services read roles. */
const REFUSED_BY_SERVICES: typeof REFUSED = [
  ...REFUSED,
  ['of no session', () => signed(without('sid'))],
  ['of a role that does not exist', () => signed(claims({ role: 'superuser' }))],
  ['without a role', () => signed(without('role'))],
]

const as = (token: string | null) => new ApiClient(stack.api.url, token)
const doors: [RequestContract<object, object>, object][] = [
  [openDisclosure, { childId: child.childId, reason: 'assessment' }],
  [runSearch, { reason: 'assessment', criteria }],
  [requestShield, { childId: child.childId, ground: 'other', channel: 'user' }],
  [runEnquiry, { childId: child.childId }],
  [openBatch, { source: 'school-census' }],
  [getBatch, { source: 'school-census', batchId: '0'.repeat(36) }],
  [findPlaces, { kind: 'authority', name: 'Leeds' }],
]
const askWith = (token: string | null, [contract, question]: (typeof doors)[number]) =>
  withCall({ token, address: null, trace: newTrace(), deadline: performance.now() + 10_000 }, () =>
    gateway.bus.ask(contract, question),
  ).then(
    () => 'answered',
    (fault: Fault) => fault.code,
  )

describe('an access token', () => {
  it('is taken when identity signed it, for us, and it lives: the tests below differ from it in one thing each', async () => {
    expect(genuine).toMatchObject({ iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, role: 'practitioner' })
    const token = await signed(claims())
    expect((await as(token).get(pathTo(api.places.getAuthority, { code: '383' }))).status).toBe(200)
    expect(await askWith(token, doors.at(-1)!)).toBe('answered')
  })

  it('lives 60 seconds at the most', () => {
    expect(genuine.exp! - genuine.iat!).toBe(60)
  })

  it.each(REFUSED)('%s is a 401 at the gateway', async (_what, forge) => {
    const { status, headers, body } = await as(await forge()).get(pathTo(api.places.getAuthority, { code: '383' }))
    expect({ status, title: body.title, challenge: headers.get('www-authenticate') }).toEqual({
      status: 401,
      title: 'unauthenticated',
      challenge: 'Bearer, DPoP algs="ES256"',
    })
  })

  it.each(REFUSED_BY_SERVICES)(
    '%s is refused by each service itself, which trusts no gateway',
    async (_what, forge) => {
      const token = await forge()
      const answers = await Promise.all(doors.map((door) => askWith(token, door)))
      expect(answers).toEqual(doors.map(() => 'unauthenticated'))
    },
  )

  it('is missed by each service, and by every route but the open ones', async () => {
    expect(await Promise.all(doors.map((door) => askWith(null, door)))).toEqual(doors.map(() => 'unauthenticated'))
    for (const scheme of ['', 'Basic eDp4', 'Bearer', 'Bearer ']) {
      const answer = await fetch(stack.api.url + pathTo(api.places.getAuthority, { code: '383' }), {
        headers: { authorization: scheme },
      })
      expect(answer.status).toBe(401)
    }
  })
})

describe('a role that may not (architecture, section 4)', () => {
  it('is tried at every route that wants a token', () => {
    const locked = allRoutes().filter(({ open }) => !open)
    expect(ROUTES.map(([id]) => id).sort()).toEqual(locked.map(({ id }) => id).sort())
  })

  it.each(ROUTES)('is refused with 403 by %s', async (_route, allowed, status, send) => {
    const answers = await Promise.all(
      ROLES.map(async (role) => {
        const supplier = role === 'feed-supplier' ? { source: 'school-census' } : {}
        const client = as(await signed(claims({ sub: `tester-${role}`, role, ...supplier })))
        return [role, (await send(client)).status]
      }),
    )
    expect(answers).toEqual(ROLES.map((role) => [role, allowed.includes(role) ? status : 403]))
  })
})

describe('a feed supplier', () => {
  const supplier = async (change: JWTPayload) => as(await signed(claims({ role: 'feed-supplier', ...change })))

  it('may send its own feed only', async () => {
    const other = await supplier({ sub: 'clinic', source: 'gp-registrations' })
    expect((await other.sendFeed('<Message/>')).status).toBe(403)
    expect((await (await supplier({ sub: 'no-feed' })).sendFeed('<Message/>')).status).toBe(403)
    expect((await (await stack.supplier()).sendFeed('<Message/>')).status).toBe(202)
  })

  it('finds no feed that does not exist, and no batch of another supplier', async () => {
    const own = await stack.supplier()
    expect(
      (
        await own.post(pathTo(api.feeds.send, { source: 'gp-registrations' }), '<x/>', {
          'content-type': 'application/xml',
        })
      ).status,
    ).toBe(404)
    const { batchId } = (await own.sendFeed('<Message/>')).body
    expect((await own.get(`${feeds}/${batchId}`)).status).toBe(200)
    const rival = await supplier({ sub: 'rival', source: 'school-census' })
    expect((await rival.get(`${feeds}/${batchId}`)).status).toBe(404)
  })
})
