import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { api, problemType, type FaultCode } from '@contactpoint/contracts'
import type { JWTPayload } from 'jose'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { ContactPointClient, NoAnswerError, ProblemError, ProofKey } from './index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

let server: Server
let answers: Answer[]
let asked: { method: string; url: string; token: string | undefined; proof: string | undefined; body: string }[]
let url: string

async function answerNext(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  const { authorization: token, dpop: proof } = request.headers as Record<string, string | undefined>
  asked.push({ method: request.method!, url: request.url!, token, proof, body })
  const answer = answers.length > 1 ? answers.shift()! : answers[0]!
  answer(request, response, body)
}

/** A gateway that gives these answers, one after the other; the last one for ever. */
beforeEach(async () => {
  answers = []
  asked = []
  server = createServer((request, response) => void answerNext(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const json = (status: number, body: object): Answer => {
  return (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const problem = (status: number, title: FaultCode, more: object = {}): Answer => {
  return json(status, { type: problemType(title), title, status, detail: 'Words', ...more })
}

const cut: Answer = (request) => request.socket.destroy()
const tokens = (name: string, expiresIn = 60): object => ({
  accessToken: name,
  refreshToken: `${name}-next`,
  expiresIn,
})
const credentials = { username: 'u', password: 'p', pin: '1', code: '2' }
const impatient = { longestWaitMs: 20 }
const client = () => new ContactPointClient(url, impatient)
const leeds = { code: '383', name: 'Leeds' }

describe('a client of the API', () => {
  it('puts each field of a question where its route has it, and answers what the API does', async () => {
    answers = [json(200, { places: [leeds] }), json(201, { childId: 'K', state: 'interim', since: 'now' })]
    expect(await client().call(api.places.findAuthorities, { name: 'Le & ds' })).toEqual({ places: [leeds] })
    await client().call(api.children.requestShield, { childId: 'K/1', ground: 'other', channel: 'user' })
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', `${api.places.findAuthorities.path}?name=Le+%26+ds`, ''],
      [
        'POST',
        api.children.requestShield.path.replace('{childId}', 'K%2F1'),
        JSON.stringify({ ground: 'other', channel: 'user' }),
      ],
    ])
  })

  it('throws what is wrong, with code, status, places and the id to quote', async () => {
    const places = [{ field: 'reason', rule: 'isIn' }]
    answers = [problem(400, 'invalid-request', { places, traceId: 'abc' })]
    const error = await client()
      .call(api.health.live)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-request', status: 400, places, traceId: 'abc', message: 'Words' })
  })

  it('asks again what harms nobody, when the API cannot answer now, says so, or is cut off', async () => {
    answers = [problem(503, 'unavailable'), cut, problem(429, 'too-many-requests'), json(200, leeds)]
    expect(await client().call(api.places.getAuthority, { code: '383' })).toEqual(leeds)
    expect(asked).toHaveLength(4)
  })

  it('gives up after its tries', async () => {
    answers = [problem(503, 'unavailable')]
    await expect(client().call(api.places.getAuthority, { code: '383' })).rejects.toMatchObject({ code: 'unavailable' })
    expect(asked).toHaveLength(4)
  })

  it('does not ask again what perhaps was done and must not be done twice: a one-time code works once', async () => {
    answers = [cut]
    await expect(client().signIn(credentials)).rejects.toThrow(NoAnswerError)
    expect(asked).toHaveLength(1)
  })

  it('does not wait longer than its patience, though the API asks for it', async () => {
    answers = [
      (_request, response) =>
        response.setHeader('Retry-After', '60') && problem(503, 'unavailable')(_request, response, ''),
    ]
    await expect(client().call(api.health.live)).rejects.toMatchObject({ retryAfterMs: 60_000 })
    expect(asked).toHaveLength(1)
  })

  it('gives up when nothing comes in time', async () => {
    answers = [() => undefined]
    const hasty = new ContactPointClient(url, { timeoutMs: 50, tries: 1 })
    await expect(hasty.call(api.health.live)).rejects.toThrow('did not answer in time')
  })
})

describe('a session', () => {
  it('is renewed before its token ends, once for all that ask at once, and each refresh token is used once', async () => {
    answers = [json(201, tokens('first', 1)), json(201, tokens('second', 1)), json(200, leeds)]
    const signedIn = await client().signIn(credentials)
    const ask = () => signedIn.call(api.places.getAuthority, { code: '383' })
    await Promise.all([ask(), ask(), ask()])
    const renewals = asked.filter(({ url }) => url === api.sessions.renew.path)
    expect(renewals.map(({ body }) => body)).toEqual([JSON.stringify({ refreshToken: 'first-next' })])
    expect(asked.slice(2).map(({ token }) => token)).toEqual(['Bearer second', 'Bearer second', 'Bearer second'])
  })

  it('is renewed when a token ended on its way', async () => {
    answers = [
      json(201, tokens('first')),
      problem(401, 'unauthenticated'),
      json(201, tokens('second')),
      json(200, leeds),
    ]
    const signedIn = await client().signIn(credentials)
    expect(await signedIn.call(api.places.getAuthority, { code: '383' })).toEqual(leeds)
    expect(asked.at(-1)!.token).toBe('Bearer second')
  })

  it("of a supplier's system signs in again, and sends a file as it comes", async () => {
    answers = [json(201, tokens('first')), json(201, tokens('second')), json(202, { batchId: 'b' })]
    const supplier = await client().signInClient({ clientId: 'c', clientSecret: 's' })
    async function* file() {
      yield Buffer.from('<Mess')
      yield Buffer.from('age/>')
    }
    expect(await supplier.send(api.feeds.send, { source: 'school-census' }, file())).toEqual({ batchId: 'b' })
    expect(asked.map(({ url, token, body }) => [url, token, body]).at(-1)).toEqual([
      api.feeds.send.path.replace('{source}', 'school-census'),
      'Bearer second',
      '<Message/>',
    ])
  })
})

describe('a client with a key', () => {
  const bound = (name: string) => ({ ...tokens(name), tokenType: 'DPoP' })
  const claimsOf = (proof: string | undefined) => JSON.parse(Buffer.from(proof!.split('.')[1]!, 'base64url').toString())

  it('proves it with each request: its method and address without the query, and the token; never the same proof twice', async () => {
    answers = [json(201, bound('first')), problem(503, 'unavailable'), json(200, { places: [leeds] })]
    const signedIn = await new ContactPointClient(url, { ...impatient, key: await ProofKey.make() }).signIn(credentials)
    await signedIn.call(api.places.findAuthorities, { name: 'Leeds' })
    const ath = createHash('sha256').update('first').digest('base64url')
    const proofs = asked.map(({ proof }) => claimsOf(proof) as JWTPayload)
    expect(proofs).toMatchObject([
      { htm: 'POST', htu: url + api.sessions.open.path },
      ...Array<object>(2).fill({ htm: 'GET', htu: url + api.places.findAuthorities.path, ath }),
    ])
    expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(3)
    expect(asked.map(({ token }) => token)).toEqual([undefined, 'DPoP first', 'DPoP first'])
  })

  it('bears its token as others do, where the API bound it to nothing', async () => {
    answers = [json(201, tokens('first')), json(200, leeds)]
    const signedIn = await new ContactPointClient(url, { key: await ProofKey.make() }).signIn(credentials)
    await signedIn.call(api.places.getAuthority, { code: '383' })
    expect(asked.at(-1)).toMatchObject({ token: 'Bearer first', proof: undefined })
  })

  it('renews with a proof too, and shows no key to what does not ask for one', async () => {
    answers = [json(201, { ...bound('first'), expiresIn: 1 }), json(201, bound('second')), json(200, leeds)]
    const signedIn = await new ContactPointClient(url, { key: await ProofKey.make() }).signIn(credentials)
    await signedIn.call(api.places.getAuthority, { code: '383' })
    expect(claimsOf(asked[1]!.proof)).toMatchObject({ htu: url + api.sessions.renew.path })
    answers = [json(200, { status: 'up' })]
    await signedIn.call(api.health.live)
    expect(asked.at(-1)!.proof).toBeUndefined()
  })
})
