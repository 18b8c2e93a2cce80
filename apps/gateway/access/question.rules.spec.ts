import { allRoutes, api, Fault, fieldsInPath, type AnyRoute } from '@contactpoint/contracts'
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
