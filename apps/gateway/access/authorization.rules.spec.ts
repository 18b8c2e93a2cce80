import { describe, expect, it } from '@jest/globals'
import { presentedIn, tokenIn } from './authorization.rules.ts'

const of = (authorization?: string) => presentedIn({ headers: { authorization } })

describe('the token of a request', () => {
  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER  a.b.c'])('is found in %s', (header) => {
    expect(of(header)).toEqual({ scheme: 'bearer', token: 'a.b.c' })
  })

  it.each(['DPoP a.b.c', 'dpop a.b.c'])('is found in %s, where it is bound to a key', (header) => {
    expect(of(header)).toEqual({ scheme: 'dpop', token: 'a.b.c' })
    expect(tokenIn({ headers: { authorization: header } })).toBe('a.b.c')
  })

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'a.b.c',
    'Basic a.b.c',
    'Bearer a.b.c d',
    'Bearer a\u00e9',
    'xBearer a',
    'DPoP',
    'DPoP a, Bearer b',
  ])('is not found in %s', (header) => {
    expect(of(header)).toBeNull()
  })
})
