import { api, Fault, openSession } from '@contactpoint/contracts'
import {
  asAdministrator,
  asService,
  codeShown,
  demoAccount,
  nextCode,
  startTestStack,
  type ApiAnswer,
  type TestAccount,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import pLimit from 'p-limit'
import { shutsOff } from './shut-off.trip.ts'

let stack: TestStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let refusal: object

beforeAll(async () => {
  stack = await startTestStack()
  databases = await asAdministrator(stack)
  refusal = seen(await signIn({ username: 'nobody', password: 'x', pin: '1', code: '123456' }))
})

afterAll(async () => {
  await databases?.close()
  await stack?.remove()
})

/** As if the quarter of an hour in which failures count had passed. */
beforeEach(() => databases.db('identity').collection('attempts').deleteMany({}))

const signIn = (body: unknown) => stack.api.post(api.sessions.open.path, JSON.stringify(body))
const renew = (body: unknown) => stack.api.post(api.sessions.renew.path, JSON.stringify(body))

/** All that a client can see of an answer, but for the date and how many requests its address has left. */
function seen({ status, headers, body }: ApiAnswer): object {
  const own = [...headers].filter(([name]) => !/^(date|trace-id|ratelimit-(remaining|reset))$/.test(name))
  return { status, body, headers: Object.fromEntries(own) }
}

async function typed({ username, password, pin, totpSecret }: TestAccount) {
  return { username, password, pin, code: await nextCode(totpSecret) }
}

/** What somebody types who knows all but the time of day: nothing of it is used up. */
const known = (account: TestAccount) => {
  const { username, password, pin } = account
  return { username, password, pin, code: codeShown(account) }
}

describe('a failed sign-in (S12)', () => {
  let account: TestAccount

  beforeAll(async () => {
    account = await demoAccount(stack, 'accreditor')
    expect(refusal).toMatchObject({ status: 401, body: { title: 'unauthenticated', detail: expect.any(String) } })
  })

  it.each<[string, (right: ReturnType<typeof known>) => unknown]>([
    ['an unknown user name', (right) => ({ ...right, username: 'nobody' })],
    ['a user name in capitals', (right) => ({ ...right, username: 'ACCREDITOR' })],
    ['a wrong password', (right) => ({ ...right, password: `${right.password}x` })],
    ['a wrong PIN', (right) => ({ ...right, pin: '0' })],
    ['a wrong code', (right) => ({ ...right, code: right.code === '000000' ? '000001' : '000000' })],
    ['a code of an hour ago', (right) => ({ ...right, code: codeShown(account, -120) })],
    ['a code of two minutes hence', (right) => ({ ...right, code: codeShown(account, 4) })],
    ['a code in other digits', (right) => ({ ...right, code: '１２３４５６' })],
    ['a code as a number', (right) => ({ ...right, code: Number(right.code) })],
    ['a code that is too long', (right) => ({ ...right, code: `${right.code} ` })],
    ['a PIN as a number', (right) => ({ ...right, pin: Number(right.pin) })],
    ['no password', ({ password: _password, ...rest }) => rest],
    ['no PIN', ({ pin: _pin, ...rest }) => rest],
    ['no code', ({ code: _code, ...rest }) => rest],
    ['no user name', ({ username: _username, ...rest }) => rest],
    ['a password of null', (right) => ({ ...right, password: null })],
    ['an operator for a user name', (right) => ({ ...right, username: { $ne: null } })],
    ['an operator for a password', (right) => ({ ...right, password: { $gt: '' } })],
    ['an operator for a code', (right) => ({ ...right, code: { $regex: '.*' } })],
    ['lists for texts', (right) => ({ ...right, username: [right.username], pin: [right.pin] })],
    ['an unknown field', (right) => ({ ...right, role: 'operator' })],
    ['a field of every object', (right) => ({ ...right, constructor: 'x' })],
    ['a user name of 60,000 letters', (right) => ({ ...right, username: 'a'.repeat(60_000) })],
    ['a user name that goes on after a zero byte', (right) => ({ ...right, username: `${right.username}\0` })],
    ['nothing', () => ({})],
    ['null', () => null],
    ['a text', () => 'accreditor'],
    ['a list', (right) => [right]],
  ])('looks the same with %s: status, body and headers', async (_what, change) => {
    expect(seen(await signIn(change(known(account))))).toEqual(refusal)
  })

  it('has used nothing up: with everything right the same person signs in', async () => {
    expect((await signIn(await typed(account))).status).toBe(201)
  })

  it('looks the same for a supplier: an unknown client, a wrong or missing or mistyped secret', async () => {
    const tries = [
      { clientId: 'nobody', clientSecret: 'x' },
      { clientId: 'demo-school-census', clientSecret: 'x' },
      { clientId: 'demo-school-census' },
      { clientId: { $ne: null }, clientSecret: { $ne: null } },
      [],
    ]
    for (const body of tries) expect(seen(await stack.api.post(api.clients.open.path, body))).toEqual(refusal)
  })
})

describe('a locked account (S12)', () => {
  it('looks like any failure, and stays shut to everything right', async () => {
    const account = await demoAccount(stack, 'cpmt')
    for (let tries = 0; tries < 5; tries++) expect(seen(await signIn({ ...known(account), pin: '0' }))).toEqual(refusal)
    expect(seen(await signIn(await typed(account)))).toEqual(refusal)
  })

  it('opens again with its time, and the tries are counted afresh', async () => {
    const account = await demoAccount(stack, 'cpmt')
    for (let tries = 0; tries < 4; tries++) await signIn({ ...known(account), password: 'x' })
    expect((await signIn(await typed(account))).status).toBe(201)
    for (let tries = 0; tries < 4; tries++) await signIn({ ...known(account), password: 'x' })
    expect((await signIn(await typed(account))).status).toBe(201)
  })

  it('is locked by the tries on their way, not by those that were judged: counted before anything is hashed', async () => {
    const account = await demoAccount(stack, 'operator')
    const { bus, connection } = await asService(stack, 'gateway')
    const code = codeShown(account)
    const tries = Array.from({ length: 30 }, (_, pin) => ({ ...known(account), code, pin: `wrong${pin}` }))
    const all = [...tries, { ...known(account), code }]
    const answers = await Promise.all(
      all.map((credentials) => bus.ask(openSession, credentials).catch((error: Fault) => error.code)),
    )
    await connection.close()
    expect(answers).toEqual(all.map(() => 'unauthenticated'))
    expect(seen(await signIn({ ...known(account), code: codeShown(account, 1) }))).toEqual(refusal)
  })

  it('locks no other account of the same address, until the address itself has failed too often', async () => {
    const wrong = Array.from({ length: 100 }, (_, n) => ({
      username: `nobody-${n}`,
      password: 'x',
      pin: '1',
      code: '1',
    }))
    // Each is hashed against, which is slow on purpose: fifty at once would be more than a busy machine answers in time.
    const fewAtATime = pLimit(4)
    const tried = (some: typeof wrong) => Promise.all(some.map((one) => fewAtATime(() => signIn(one))))
    for (const answer of await tried(wrong.slice(0, 50))) expect(seen(answer)).toEqual(refusal)
    expect((await signIn(await typed(await demoAccount(stack, 'data-steward')))).status).toBe(201)
    await tried(wrong.slice(50))
    const { status, headers } = await signIn(known(await demoAccount(stack, 'data-steward')))
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 429, retryAfter: '10' })
  })
})

describe('a one-time code (S12)', () => {
  it('is accepted once, also when ten requests use it at the same moment', async () => {
    const credentials = await typed(await demoAccount(stack, 'auditor'))
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn(credentials)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(seen(answer)).toEqual(refusal)
    expect(seen(await signIn(credentials))).toEqual(refusal)
  })

  it('is accepted no more when a later one was: the time of a token goes one way', async () => {
    const account = await demoAccount(stack, 'trainer')
    const earlier = { ...known(account), code: codeShown(account, 0) }
    expect((await signIn({ ...known(account), code: codeShown(account, 1) })).status).toBe(201)
    expect(seen(await signIn(earlier))).toEqual(refusal)
  })
})

describe('a session', () => {
  const signedIn = async (username: string) => (await signIn(await typed(await demoAccount(stack, username)))).body

  it('lives by a refresh token that is new each time', async () => {
    const first = await signedIn('shield-officer-1')
    const second = await renew({ refreshToken: first.refreshToken })
    expect(second.status).toBe(201)
    const [text, lives] = [expect.any(String), { expiresIn: 60, tokenType: 'Bearer' }]
    expect(second.body).toEqual({ accessToken: text, refreshToken: text, ...lives })
    const third = await renew({ refreshToken: second.body.refreshToken })
    expect(third.status).toBe(201)
    expect(new Set([first, second.body, third.body].map(({ refreshToken }) => refreshToken)).size).toBe(3)
  })

  it('ends for everybody when a refresh token is shown twice: it was stolen from somebody', async () => {
    const { refreshToken } = await signedIn('shield-officer-1')
    const { body: renewed } = await renew({ refreshToken })
    expect(seen(await renew({ refreshToken }))).toEqual(refusal)
    expect(seen(await renew({ refreshToken: renewed.refreshToken }))).toEqual(refusal)
  })

  it('is renewed once and then ends, when one refresh token is used ten times at the same moment', async () => {
    const { refreshToken } = await signedIn('shield-officer-2')
    const answers = await Promise.all(Array.from({ length: 10 }, () => renew({ refreshToken })))
    const renewed = answers.filter(({ status }) => status === 201)
    expect(renewed).toHaveLength(1)
    expect(seen(await renew({ refreshToken: renewed[0]!.body.refreshToken }))).toEqual(refusal)
  })

  it('ends at once on signing out: its refresh token is worth nothing', async () => {
    const { accessToken, refreshToken } = await signedIn('shield-officer-2')
    const headers = { authorization: `Bearer ${accessToken as string}` }
    const answer = await fetch(stack.api.url + api.sessions.close.path, { method: 'DELETE', headers })
    expect(answer.status).toBe(204)
    expect(seen(await renew({ refreshToken }))).toEqual(refusal)
  })

  it('is renewed by nothing but its refresh token', async () => {
    const { accessToken, refreshToken } = await signedIn('practitioner')
    const [sessionId] = String(refreshToken).split('.')
    const made = `${sessionId}.${'A'.repeat(43)}`
    const tries = [
      {},
      null,
      [],
      'x',
      { refreshToken: null },
      { refreshToken: { $ne: '' } },
      { refreshToken: sessionId },
      { refreshToken: accessToken },
      { refreshToken: made },
    ]
    for (const body of tries) expect(seen(await renew(body))).toEqual(refusal)
  })
})

describe('Shutting off', () => shutsOff(() => stack))
