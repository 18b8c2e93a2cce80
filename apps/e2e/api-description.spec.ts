import { allRoutes, api, pathTo } from '@contactpoint/contracts'
import { sharedStack, type ApiClient, type RunningStack } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'

let stack: RunningStack
let practitioner: ApiClient
let description: OpenApi

interface Operation {
  summary: string
  security?: object[]
  parameters?: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, { type?: string; properties?: object }>
    headers: Record<string, object>
    securitySchemes: Record<string, object>
  }
}

beforeAll(async () => {
  stack = await sharedStack()
  practitioner = await stack.signIn('practitioner')
  description = (await stack.api.get<OpenApi & Record<string, unknown>>('/openapi.json')).body
})

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  )

/** One, unless the contract has another that says more. */
function successesOf(route: string): string[] {
  const { status, otherwise } = allRoutes().find(({ method, path }) => `${method} ${path}` === route)!
  const declared = otherwise !== null && otherwise < 300 ? [status, otherwise] : [status]
  return declared.toSorted((one, other) => one - other).map(String)
}

function referencesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => (key === '$ref' ? [String(value)] : referencesIn(value)))
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and names every route there is', () => {
    expect(description).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: 'ContactPoint' },
    })
    const declared = allRoutes().map(({ method, path }) => `${method} ${path}`)
    expect(
      operations()
        .map(({ route }) => route)
        .sort(),
    ).toEqual([...declared].sort())
  })

  it('is whole: every reference leads somewhere, every part of an address is described, every answer has words', () => {
    const { schemas, headers } = description.components
    const known = Object.entries({ schemas, headers }).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
    )
    expect(referencesIn(description).filter((reference) => !known.includes(reference))).toEqual([])
    for (const { route, path, operation } of operations()) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(inPath.every(({ required, schema }) => required && schema)).toBe(true)
      expect(operation.summary).toMatch(/\w/)
      const statuses = Object.keys(operation.responses)
      expect(statuses.filter((status) => !/^[2-5]\d\d$/.test(status))).toEqual([])
      expect(statuses.filter((status) => status.startsWith('2'))).toEqual(successesOf(route))
      expect(Object.values(operation.responses).every(({ description: words }) => words)).toBe(true)
    }
  })

  it('says which routes want a token, and that every error has the form of RFC 9457', () => {
    expect(Object.keys(description.components.securitySchemes)).toEqual(['bearer', 'dpop'])
    const open = operations().filter(({ operation }) => operation.security?.length === 0)
    expect(open.map(({ path }) => path).sort()).toEqual(
      allRoutes()
        .filter((route) => route.open)
        .map(({ path }) => path)
        .sort(),
    )
    const otherThanReady = operations().filter(({ path }) => path !== api.health.ready.path)
    for (const { operation } of otherThanReady)
      for (const [status, { content }] of Object.entries(operation.responses).filter(([status]) => status >= '400'))
        expect({ status, types: Object.keys(content ?? {}) }).toEqual({ status, types: ['application/problem+json'] })
  })

  it('has a body for every route that takes one, with the fields that really are taken', () => {
    const bodies = operations().filter(({ operation }) => operation.requestBody)
    expect(bodies).toHaveLength(95)
    const criteria = description.components.schemas.SearchCriteria!.properties!
    expect(Object.keys(criteria)).toEqual(expect.arrayContaining(['familyName', 'dateOfBirth', 'postcode', 'phone']))
  })
})

describe('every answer', () => {
  it.each<[string, string, number, string]>([
    ['GET', '/docs', 200, 'text/html'],
    ['GET', '/docs/swagger-ui.css', 200, 'text/css'],
    ['GET', '/docs/start.js', 200, 'text/javascript'],
    ['GET', '/docs/nothing', 404, 'application/problem+json'],
    ['GET', '/openapi.json', 200, 'application/json'],
    ['GET', '/health/live', 200, 'application/json'],
    ['GET', '/health/ready', 200, 'application/json'],
    ['GET', pathTo(api.places.getAuthority, { code: '383' }), 200, 'application/json'],
    ['GET', pathTo(api.places.getAuthority, { code: '000' }), 404, 'application/problem+json'],
    ['GET', api.places.findAuthorities.path, 400, 'application/problem+json'],
    ['GET', '/nothing', 404, 'application/problem+json'],
    ['POST', api.searches.run.path, 400, 'application/problem+json'],
    ['POST', api.sessions.open.path, 401, 'application/problem+json'],
    ['POST', pathTo(api.children.disclose, { childId: '222222222222' }), 400, 'application/problem+json'],
    ['POST', api.audit.enquire.path, 403, 'application/problem+json'],
    ['GET', pathTo(api.audit.prove, { log: 'england', index: '01' }), 404, 'application/problem+json'],
    ['GET', pathTo(api.audit.prove, { log: 'england', index: '999999999' }), 404, 'application/problem+json'],
  ])('may be kept by nobody, and says what it is: %s %s, %s', async (method, path, status, type) => {
    const headers = { authorization: `Bearer ${practitioner.accessToken}`, 'content-type': 'application/json' }
    const childId = '222222222222'
    const body = path.includes('audit') ? JSON.stringify({ childId }) : path.includes('sessions') ? '' : '{}'
    const answer = await fetch(stack.api.url + path, { method, headers, ...(method === 'POST' && { body }) })
    await answer.arrayBuffer()
    expect({
      status: answer.status,
      cache: answer.headers.get('cache-control'),
      type: answer.headers.get('content-type')?.split(';')[0],
    }).toEqual({ status, cache: 'no-store', type })
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-powered-by')).toBeNull()
    expect(answer.headers.get('etag')).toBeNull()
  })
})
