import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isOneEditApart, osaDistance } from '../osa.ts'
import { osaWithin } from './bounded-osa.ts'
import { readReference } from './reference.ts'

const answers = readReference('similarity-answers.csv').map((line) => line.split(','))
const name = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 9 })

describe('bounded OSA distance', () => {
  it('gives the answers of rapidfuzz 3.14.6 for 303 pairs of names, up to every bound', () => {
    for (const [a, b, , distance] of answers) {
      for (const max of [0, 1, 2, 3, 5, 400]) {
        const expected = Math.min(Number(distance), max + 1)
        expect({ a, b, max, distance: osaWithin(a!, b!, max) }).toEqual({ a, b, max, distance: expected })
      }
    }
  })

  it('is the unbounded distance as far as the bound reaches, whichever name comes first', () => {
    fc.assert(
      fc.property(name, name, fc.integer({ min: 0, max: 9 }), (a, b, max) => {
        const expected = Math.min(osaDistance(a, b), max + 1)
        expect(osaWithin(a, b, max)).toBe(expected)
        expect(osaWithin(b, a, max)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('calls one edit a slip only in names that are long enough', () => {
    expect(isOneEditApart('hayden', 'jayden', 4)).toBe(true)
    expect(isOneEditApart('smith', 'smiht', 4)).toBe(true)
    expect(isOneEditApart('ali', 'alia', 4)).toBe(false)
    expect(isOneEditApart('smith', 'smythe', 4)).toBe(false)
  })
})
