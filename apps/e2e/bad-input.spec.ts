import { api, pathTo } from '@contactpoint/contracts'
import { aCensus, aPupil, ApiClient, asAdministrator, sharedStack, type RunningStack } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { request as sendHttp } from 'node:http'

let stack: RunningStack
let practitioner: ApiClient
let supplier: ApiClient

beforeAll(async () => {
  stack = await sharedStack()
  practitioner = await stack.signIn('practitioner')
  supplier = await stack.supplier()
})

const criteria = { familyName: 'Harrowgate', dateOfBirth: '2014-03-05' }
const search = (change: object = {}) => ({ reason: 'assessment', criteria, ...change })
const searchBy = (change: object) => search({ criteria: { ...criteria, ...change } })

interface Problem extends Record<string, unknown> {
  places?: { field: string; rule: string }[]
}

/** What went over the wire, as it did: fetch would tidy it up, and give up on a body that nobody reads. */
function raw(method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const outgoing = sendHttp(stack.api.url + path, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const signedIn = () => ({ authorization: `Bearer ${practitioner.accessToken}`, 'content-type': 'application/json' })

function expectProblem(
  answer: { status: number; headers: Record<string, unknown>; text: string },
  status: number,
): Problem {
  const isProblem = /^application\/problem\+json/.test(String(answer.headers['content-type']))
  expect({ status: answer.status, isProblem, stored: answer.headers['cache-control'] }).toEqual({
    status,
    isProblem: true,
    stored: 'no-store',
  })
  const body = JSON.parse(answer.text) as Problem
  expect(body).toMatchObject({
    type: expect.stringMatching(/^\/docs\/problems#[a-z-]+$/),
    title: expect.any(String),
    status,
    detail: expect.any(String),
  })
  return body
}

describe('a body of a wrong shape', () => {
  it.each<[string, object, string, string]>([
    ['an unknown field', search({ colour: 'Harrowgate' }), 'colour', 'unknownField'],
    ['an unknown field below', searchBy({ surname: 'Harrowgate' }), 'criteria.surname', 'unknownField'],
    ['an unknown field with a name for a name', searchBy({ Harrowgate: 1 }), 'criteria.(unknown)', 'unknownField'],
    ['a number for a text', searchBy({ familyName: 5 }), 'criteria.familyName', 'isNameCriterion'],
    ['a text for an object', search({ criteria: 'Harrowgate' }), 'criteria', 'nestedValidation'],
    ['nothing for an object', search({ criteria: undefined }), 'criteria', 'isDefined'],
    ['an operator for a text', searchBy({ familyName: { $ne: '' } }), 'criteria.familyName', 'isNameCriterion'],
    ['an operator for a date', searchBy({ dateOfBirth: { $gt: '2000-01-01' } }), 'criteria.dateOfBirth', 'isPastDate'],
    ['a list for a text', searchBy({ familyName: ['Harrowgate'] }), 'criteria.familyName', 'isNameCriterion'],
    ['a birth date in the future', searchBy({ dateOfBirth: '2099-01-01' }), 'criteria.dateOfBirth', 'isPastDate'],
    ['a day that does not exist', searchBy({ dateOfBirth: '2014-02-30' }), 'criteria.dateOfBirth', 'isPastDate'],
    ['a postcode that cannot be', searchBy({ postcode: 'HARROWGATE' }), 'criteria.postcode', 'isPostcode'],
    ['a star after one letter', searchBy({ familyName: 'H*' }), 'criteria.familyName', 'isNameCriterion'],
    ['a reason of their own', search({ reason: 'Harrowgate' }), 'reason', 'isIn'],
    [
      'free text for a case reference (S34)',
      search({ caseReference: 'Harrowgate is ill' }),
      'caseReference',
      'matches',
    ],
  ])('is a 400 that names the place, with %s, and repeats no value', async (_what, body, field, rule) => {
    const answer = await raw('POST', api.searches.run.path, signedIn(), JSON.stringify(body))
    const problem = expectProblem(answer, 400)
    expect(problem.places).toContainEqual({ field, rule })
    expect(answer.text).not.toMatch(/harrowgate/i)
  })

  it('is a 400 on every route that takes one, and a 403 for whoever may not ask: nothing is looked at for them', async () => {
    const child = { childId: '222222222222' }
    const { disclose, requestShield } = api.children
    const wrong = JSON.stringify({ colour: 'x' })
    const refused = expectProblem(await raw('POST', api.audit.enquire.path, signedIn(), wrong), 403)
    expect(refused.places).toBeUndefined()
    for (const route of [pathTo(disclose, child), pathTo(requestShield, child), api.searches.run.path])
      expect(expectProblem(await raw('POST', route, signedIn(), wrong), 400).places).toContainEqual({
        field: 'colour',
        rule: 'unknownField',
      })
  })
})

describe('a body that is none', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['JSON that stops in the middle', '{"reason":"assessment","criteria":{"familyName":"Harrowgate', 400, 'isJson'],
    ['text that is no JSON', 'Harrowgate', 400, 'isJson'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('{"reason":"Harrowgate'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      400,
      'isUtf8',
    ],
    ['nothing', '', 400, 'isObject'],
    ['a JSON text', '"Harrowgate"', 400, 'isObject'],
    ['null', 'null', 400, 'isObject'],
    ['a list', '[]', 400, 'isObject'],
    ['ten thousand lists in each other', '['.repeat(10_000) + ']'.repeat(10_000), 400, 'isObject'],
  ])('is refused: %s', async (_what, body, status, rule) => {
    const answer = await raw('POST', api.searches.run.path, signedIn(), body)
    expect(expectProblem(answer, status).places).toEqual([{ field: 'body', rule }])
    expect(answer.text).not.toContain('Harrowgate')
  })

  it('is refused with 413 when it is 10 MB of JSON, announced or not', async () => {
    const body = JSON.stringify({ reason: 'a'.repeat(10 * 1024 * 1024) })
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    expectProblem(await raw('POST', api.searches.run.path, { ...signedIn(), ...length }, body), 413)
    expectProblem(
      await raw('POST', api.searches.run.path, { ...signedIn(), 'transfer-encoding': 'chunked' }, body),
      413,
    )
    expectProblem(
      await raw('POST', api.sessions.open.path, { 'content-type': 'application/json', ...length }, body),
      413,
    )
  })

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'is refused as %s',
    async (type) => {
      const answer = await raw(
        'POST',
        api.searches.run.path,
        { ...signedIn(), 'content-type': type },
        JSON.stringify(search()),
      )
      expectProblem(answer, 415)
    },
  )

  it('is refused with 415 where a file is wanted', async () => {
    for (const type of ['application/json', 'text/csv'])
      expect(
        (await supplier.post(pathTo(api.feeds.send, { source: 'school-census' }), '{}', { 'content-type': type }))
          .status,
      ).toBe(415)
  })
})

/** The address of a child, with this as it stands where the id should be. */
const disclosing = (id: string) => api.children.disclose.path.replace('{childId}', id)

describe('an address that is none', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['GET', `${api.searches.run.path}/222222222222`],
    ['POST', `${api.searches.run.path}/`.repeat(3)],
    ['GET', '/docs/../secrets.json'],
    ['GET', '/docs/package.json'],
    ['GET', api.places.findSchools.path.replace('schools', 'children')],
  ])('is a 404 in the form of every error: %s %s', async (method, path) => {
    expectProblem(await raw(method, path, signedIn()), 404)
  })

  it.each([
    ['GET', api.searches.run.path, 'POST'],
    ['GET', pathTo(api.children.disclose, { childId: '222222222222' }), 'POST'],
    ['PUT', api.searches.run.path, 'POST'],
    ['PATCH', api.searches.run.path, 'POST'],
    ['DELETE', api.searches.run.path, 'POST'],
    ['OPTIONS', api.searches.run.path, 'POST'],
    ['POST', '/health/live', 'GET, HEAD'],
    ['POST', api.sessions.close.path, 'DELETE'],
  ])('is a 405 that says what it is there for, with a method that it has not: %s %s', async (method, path, allowed) => {
    const answer = await raw(method, path, signedIn())
    expectProblem(answer, 405)
    expect(answer.headers.allow).toBe(allowed)
  })

  it.each([
    ['a broken escape', disclosing('%E0%A4%A'), 400],
    ['a zero byte', disclosing('%00'), 404],
    ['an operator', disclosing('[$ne]'), 404],
    ['a very long id', pathTo(api.children.disclose, { childId: '2'.repeat(5_000) }), 404],
    ['a way up', disclosing('..%2f..%2fsearches'), 404],
  ])('is refused with %s for a child', async (_what, path, status) => {
    expectProblem(await raw('POST', path, signedIn(), JSON.stringify({ reason: 'assessment' })), status)
  })

  it('has no other method by a header', async () => {
    const answer = await raw(
      'POST',
      api.sessions.close.path,
      { ...signedIn(), 'x-http-method-override': 'DELETE' },
      '{}',
    )
    expectProblem(answer, 405)
  })
})

describe('a feed file that is broken', () => {
  const good = () => aCensus([aPupil(), aPupil(), aPupil()])
  const doctype = '<!DOCTYPE Message [<!ENTITY who SYSTEM "file:///etc/passwd">]>'

  it.each<[string, () => string | Buffer, string]>([
    ['that stops in the middle', () => good().slice(0, -200), 'truncated'],
    ['with a document type', () => good().replace('<Message>', `${doctype}<Message>`), 'doctype-not-allowed'],
    ['with an entity', () => good().replace('High Street', '&who;'), 'entity-not-allowed'],
    ['that is no UTF-8', () => Buffer.from(good().replace('Mary', 'Zoë'), 'latin1'), 'not-utf-8'],
    ['that is no XML', () => 'Harrowgate', 'not-well-formed'],
    ['that is empty', () => '', 'truncated'],
  ])('%s is refused as a whole, with the line, and nothing of it is kept', async (_what, file, code) => {
    const databases = await asAdministrator(stack)
    const kept = async () => [
      await databases.db('directory').collection('children').countDocuments(),
      await databases.db('ingestion').collection('inbox_pages').countDocuments(),
    ]
    const before = await kept()
    const { state, rows, accepted, fileFault } = await supplier.loadFeed(file())
    expect({ state, rows, accepted, fileFault }).toEqual({
      state: 'refused',
      rows: 0,
      accepted: 0,
      fileFault: { line: expect.any(Number), code },
    })
    expect(await kept()).toEqual(before)
    await databases.close()
  })

  it('takes one of a row that is there twice, and says where the other is', async () => {
    const twice = aPupil({ surname: 'Harrowgate' })
    const report = await supplier.loadFeed(aCensus([twice, aPupil(), { ...twice, surname: 'Otherwise' }]))
    expect(report).toMatchObject({ state: 'applied', rows: 3, accepted: 2, refused: 1, waiting: 0 })
    expect(report.refusals).toEqual([
      { row: 3, line: expect.any(Number), recordId: twice.ref, field: expect.any(String), code: expect.any(String) },
    ])
    expect(JSON.stringify(report)).not.toMatch(/harrowgate|otherwise/i)
  })
})
