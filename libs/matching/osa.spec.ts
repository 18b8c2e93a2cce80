import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isOneEditApart, osaDistance } from './osa.ts'

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })

describe('the optimal string alignment distance', () => {
  it.each([
    ['smith', 'smith', 0],
    ['smith', 'smyth', 1],
    ['smith', 'smiht', 1],
    ['smith', 'smth', 1],
    ['smith', 'smithe', 1],
    ['smith', 'jones', 5],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
  ])('of %s and %s is %i', (a, b, expected) => {
    expect(osaDistance(a, b)).toBe(expected)
  })

  it('is the same in both directions, and 0 only for equal texts', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(osaDistance(a, b)).toBe(osaDistance(b, a))
        expect(osaDistance(a, b) === 0).toBe(a === b)
      }),
    )
  })

  it('forgives one edit only in names that are long enough', () => {
    expect(isOneEditApart('smith', 'smyth', 5)).toBe(true)
    expect(isOneEditApart('khan', 'kahn', 5)).toBe(false)
    expect(isOneEditApart('khan', 'khane', 5)).toBe(false)
    expect(isOneEditApart('li', 'li', 5)).toBe(true)
  })
})
