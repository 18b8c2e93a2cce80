import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { knownIn, withKnown } from './known.rules.ts'

describe('who has signed in on a browser', () => {
  it('is known there again, five of them, the last ones, and no name is in the cookie', () => {
    const names = ['grace', 'ada', 'mary', 'joan', 'betty', 'jean']
    const cookie = names.reduce((kept, name, n) => withKnown(kept, name, `t.${n}`), '')
    expect(names.map((name) => knownIn(cookie, name))).toEqual(['', 't.1', 't.2', 't.3', 't.4', 't.5'])
    expect(knownIn(withKnown(cookie, 'ada', 't.9'), 'ada')).toBe('t.9')
    expect(cookie).not.toMatch(/ada|jean/)
  })

  it('is nobody in a cookie that says something else, and no such cookie is in the way', () => {
    fc.assert(
      fc.property(fc.string(), (cookie) => {
        expect(knownIn(cookie, 'grace')).toBe('')
        expect(knownIn(withKnown(cookie, 'grace', 't.1'), 'grace')).toBe('t.1')
      }),
    )
  })
})
