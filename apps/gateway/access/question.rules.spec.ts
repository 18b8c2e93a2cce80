import { allRoutes, api, etagOf, Fault, fieldsInPath, versionOf, type AnyRoute } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { asAddress, methodsAt, questionOf, type Received } from './question.rules.ts'

const anyRoute = (route: unknown) => route as AnyRoute
const disclose = anyRoute(api.children.disclose)
const prove = anyRoute(api.audit.prove)
const received = (given: Partial<Received> = {}): Received => ({
  contentType: 'application/json',
  ifMatch: '"3"',
  params: { childId: 'KLJ6G4D4VGLR' },
  query: {},
  body: { reason: 'assessment' },
  ...given,
})
const checked = allRoutes().filter(({ asks }) => asks && asks.shape !== 'raw')

describe('a question that is put together from a request', () => {
  it('has its fields from the address, the rest from the body', () => {
    expect(questionOf(disclose, received())).toEqual({ childId: 'KLJ6G4D4VGLR', reason: 'assessment' })
  })

  it('always says of a field in the address, and of a fixed one, what they say there, whatever else is sent', () => {
    fc.assert(
      fc.property(fc.constantFrom(...checked), fc.anything(), fc.anything(), (route, inBody, inQuery) => {
        const params = Object.fromEntries(fieldsInPath(route).map((field) => [field, 'of the address']))
        const known = { ...params, ...route.fixed }
        const twice = (value: unknown) => Object.fromEntries(Object.keys(known).map((field) => [field, value]))
        const request = received({ params, body: twice(inBody), query: twice(inQuery), contentType: route.takes?.[0] })
        try {
          expect(questionOf(route, request)).toMatchObject(known)
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-request', places: [{ rule: 'unknownField' }] })
        }
      }),
    )
  })

  it('reads nothing from an address beside what its path names: no query on a POST, no body on a GET', () => {
    expect(questionOf(disclose, received({ query: { reason: 'transition' } }))).toMatchObject({ reason: 'assessment' })
    const get = received({ params: { code: '383' }, body: { name: 'x' }, contentType: undefined })
    expect(questionOf(anyRoute(api.places.getAuthority), get)).toEqual({ kind: 'authority', code: '383' })
  })

  it.each<[string, unknown]>([
    ['2', 2],
    ['0', 0],
    ['02', '02'],
    ['2.0', '2.0'],
    ['-1', '-1'],
    ['1e3', '1e3'],
    ['', ''],
  ])('takes a number in an address that is written in its one way: "%s"', (text, index) => {
    expect(questionOf(prove, received({ params: { log: 'england', index: text } }))).toMatchObject({ index })
  })
})

describe('a change', () => {
  const change = anyRoute(api.involvements.change)
  const asked = (ifMatch: string | undefined, body: object = {}) =>
    questionOf(change, received({ params: { involvementId: 'i-1' }, ifMatch, body }))

  it('says in If-Match which version it changes, and in no other place', () => {
    expect(asked(etagOf(3), { phone: '01134960123' })).toEqual({
      ...{ involvementId: 'i-1', version: 3 },
      phone: '01134960123',
    })
    expect(() => asked(etagOf(3), { version: 4 })).toThrow('version')
    expect(questionOf(disclose, received({ ifMatch: etagOf(3) }))).not.toHaveProperty('version')
  })

  it('that does not say it is refused before its body is looked at', () => {
    for (const body of [{}, null, []]) {
      expect(() => asked(undefined, body as object)).toThrow(expect.objectContaining({ code: 'precondition-required' }))
    }
  })

  it('names a version that never is when the header is no ETag of ours: it matches nothing', () => {
    for (const header of ['', '*', '3', 'W/"3"', '"3", "4"', '"x"', '"-1"', '"3.0"', `"${'9'.repeat(30)}"`])
      expect(asked(header)).toMatchObject({ version: 0 })
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999 }), (n) => expect(versionOf(etagOf(n))).toBe(n)))
  })
})

describe('a question of which only the address is wrong', () => {
  it('is of an address that is not there; as soon as anything else is wrong too, that is told', () => {
    const inPath = Fault.invalid('childId', 'maxLength')
    expect(asAddress(disclose, inPath).code).toBe('not-found')
    const both = new Fault('invalid-request', 'both', [...inPath.places, { field: 'reason', rule: 'isIn' }])
    expect(asAddress(disclose, both)).toBe(both)
    const none = new Fault('invalid-request', 'none')
    expect(asAddress(disclose, none)).toBe(none)
  })
})

describe('the methods of an address', () => {
  it('are those of its routes, with HEAD beside GET, and none of an address that is not there', () => {
    expect(methodsAt(api.searches.run.path)).toEqual(['POST'])
    expect(methodsAt(`${api.sessions.close.path.toUpperCase()}/`)).toEqual(['DELETE'])
    expect(methodsAt(api.docs.openApi.path)).toEqual(['GET', 'HEAD'])
    expect(methodsAt(api.docs.openApi.path.replace('.', 'X'))).toEqual([])
    expect(methodsAt(disclose.path.replace('{childId}', 'a/b'))).toEqual([])
  })
})
