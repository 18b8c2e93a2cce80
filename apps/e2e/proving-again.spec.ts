import {
  allRoutes,
  api,
  pathTo,
  PROOF_HOLDS_MS,
  REVOCATIONS_KEPT_MS,
  type AccessToken,
  type SessionTokens,
} from '@contactpoint/contracts'
import { ApiClient, demoAccount, TokenSigner, unusedCode, type TestAccount } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { decodeJwt, type JWTPayload } from 'jose'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const RECENTLY = allRoutes().filter(({ asks }) => asks?.recently)

describe('steps that take somebody who has proved lately that it is they', () => {
  const trip = setOut()
  const visiting = visit(trip)
  let visitor: Visitor
  let account: TestAccount
  let tokens: SessionTokens
  let signer: TokenSigner

  const sessions = () => trip.databases.db('identity').collection<{ _id: string }>('sessions')
  const ago = (ms: number) => new Date(Date.now() - ms)
  const bearing = (token: string) => new ApiClient(trip.stack.api.url, token)
  const grant = { personId: 'nobody', until: '2027-05-31T00:00:00.000Z' }
  const propose = async (token: string) =>
    (await bearing(token).post<{ title: string }>(api.overrides.propose.path, grant)).body.title
  const renew = async () => {
    const { refreshToken } = tokens
    tokens = (await trip.stack.api.post<SessionTokens>(api.sessions.renew.path, { refreshToken })).body
    return tokens.accessToken
  }

  beforeAll(async () => {
    account = await demoAccount(trip.stack, 'cpmt-2')
    const { username, password, pin } = account
    const credentials = { username, password, pin, code: await unusedCode(trip.stack, account) }
    tokens = (await trip.stack.api.post<SessionTokens>(api.sessions.open.path, credentials)).body
    signer = await TokenSigner.of(trip.stack)
    visitor = await visiting.visitor()
    await visitor.signIn('cpmt-other')
    const { personId } = (await demoAccount(trip.stack, 'cpmt-other')) as TestAccount & { personId: string }
    const before = ago(PROOF_HOLDS_MS + 2_000)
    await sessions().updateMany({ personId }, { $set: { startedAt: before, provedAt: before } })
  })

  it.each(RECENTLY.map((route) => [route.id, route] as const))('are refused to others: %s', async (_id, route) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = decodeJwt(tokens.accessToken)
    const of = (change: JWTPayload) =>
      signer.sign({ ...claims, role: route.asks!.roles[0], iat: now, exp: now + 60, ...change })
    const { auth_time: _when, ...never } = claims
    const old = { auth_time: Math.floor(ago(PROOF_HOLDS_MS + 2_000).getTime() / 1000) }
    const path = pathTo(route, route.example.ask ?? {})
    const titleOf = async (token: string) => (await bearing(token).post<{ title: string }>(path, {})).body.title
    expect(await titleOf(await of(old))).toBe('step-up-needed')
    expect(await titleOf(await signer.sign({ ...never, role: route.asks!.roles[0], iat: now, exp: now + 60 }))).toBe(
      'step-up-needed',
    )
    expect(await titleOf(await of({ auth_time: now }))).not.toBe('step-up-needed')
  })

  it('are open after signing in, until a quarter of an hour later, however often the session is renewed', async () => {
    expect(await propose(tokens.accessToken)).toBe('not-found')
    expect(await propose(await renew())).toBe('not-found')
    const before = ago(PROOF_HOLDS_MS + 2_000)
    await sessions().updateOne(
      { _id: String(decodeJwt(tokens.accessToken).sid) },
      {
        $set: { startedAt: before, provedAt: before },
      },
    )
    expect(await propose(await renew())).toBe('step-up-needed')
  })

  it('are open again by PIN and token, in the same session, and so is what it is renewed to', async () => {
    const proof = async () => ({ pin: account.pin, code: await unusedCode(trip.stack, account) })
    const prove = (typed: object) =>
      bearing(tokens.accessToken).post<AccessToken & { title: string }>(api.sessions.prove.path, typed)
    const wrong = await prove({ ...(await proof()), pin: '0000' })
    expect([wrong.status, wrong.body.title]).toEqual([403, 'step-up-failed'])
    expect(await propose(await renew())).toBe('step-up-needed')
    const right = await proof()
    const { status, body } = await prove(right)
    expect([status, await propose(body.accessToken)]).toEqual([201, 'not-found'])
    expect(decodeJwt(body.accessToken).sid).toBe(decodeJwt(tokens.accessToken).sid)
    expect(await propose(await renew())).toBe('not-found')
    expect((await prove(right)).status).toBe(403)
  })

  it('are not open to a session that has ended meanwhile', async () => {
    await bearing(tokens.accessToken).delete(api.sessions.close.path)
    const proof = { pin: account.pin, code: await unusedCode(trip.stack, account) }
    expect((await bearing(tokens.accessToken).post(api.sessions.prove.path, proof)).status).toBe(401)
  })

  it('lead, on the pages, to where it is proved, and back to the form with what stood in it', async () => {
    // Until its token is another, the browser's session says what it said: this one is good no longer, its session is.
    const other = (await demoAccount(trip.stack, 'cpmt-other')) as TestAccount & { personId: string }
    const revoked = { _id: randomUUID(), kind: 'person', subject: other.personId, at: new Date() }
    await trip.databases.db('identity').collection<{ _id: string }>('revocations').insertOne(revoked)
    await sleep(REVOCATIONS_KEPT_MS)
    await visitor.page.goto('/override-grants')
    await visitor.fill('Id of a practitioner of your authority', 'nobody')
    await visitor.fillDay('2027-05-31')
    await visitor.press('Propose')
    expect(await visitor.heading()).toBe('Prove that it is you')
    await visitor.isForEverybody()
    await visitor.press('Go on')
    await shows(visitor.page, 'Enter your PIN')
    await visitor.fill('PIN', other.pin)
    await visitor.page.getByLabel(/code/i).fill(await unusedCode(trip.stack, other))
    await visitor.press('Go on')
    expect(await visitor.heading()).toBe('Who may override shields')
    expect(await visitor.page.getByLabel('Id of a practitioner of your authority').inputValue()).toBe('nobody')
    await visitor.press('Propose')
    expect(await visitor.heading()).not.toBe('Prove that it is you')
  })
})
