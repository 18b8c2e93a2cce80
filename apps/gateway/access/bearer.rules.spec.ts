import { describe, expect, it } from '@jest/globals'
import { bearerToken } from './bearer.rules.ts'

const of = (authorization?: string) => bearerToken({ headers: { authorization } })

describe('the token of a request', () => {
  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER  a.b.c'])('is found in %s', (header) => {
    expect(of(header)).toBe('a.b.c')
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
  ])('is not found in %s', (header) => {
    expect(of(header)).toBeNull()
  })
})
