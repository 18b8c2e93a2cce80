import { expect, it } from '@jest/globals'
import { canonicalJson } from './canonical-json.ts'

it('A document is one text, in whatever order its names stand, and another where anything in it is another', () => {
  const text = canonicalJson({ b: [{ d: 1, c: null }, 'x'], a: { f: true, e: 2 } })
  expect(text).toBe('{"a":{"e":2,"f":true},"b":[{"c":null,"d":1},"x"]}')
  expect(canonicalJson({ a: { e: 2, f: true }, b: [{ c: null, d: 1 }, 'x'] })).toBe(text)
  expect(canonicalJson({ b: ['x', { d: 1, c: null }], a: { f: true, e: 2 } })).not.toBe(text)
})
