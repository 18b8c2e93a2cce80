import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { jaroWinkler } from './jaro-winkler.ts'
import { readReference } from './reference.ts'

const answers = readReference('similarity-answers.csv').map((line) => line.split(','))
const name = fc.string({ unit: fc.constantFrom(...'abcde'), maxLength: 12 })

describe('Jaro-Winkler similarity', () => {
  it('gives the answers of rapidfuzz 3.14.6 for 303 pairs of names', () => {
    expect(answers).toHaveLength(303)
    for (const [a, b, similarity] of answers) {
      expect({ a, b, similarity: jaroWinkler(a!, b!).toFixed(9) }).toEqual({
        a,
        b,
        similarity: Number(similarity).toFixed(9),
      })
    }
  })

  it('gives the answers of the literature', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4)
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 4)
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4)
  })

  it('is between 0 and 1 and does not depend on which name comes first', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const similarity = jaroWinkler(a, b)
        expect(similarity).toBeGreaterThanOrEqual(0)
        expect(similarity).toBeLessThanOrEqual(1)
        expect(jaroWinkler(b, a)).toBeCloseTo(similarity, 12)
      }),
    )
  })

  it('is 1 for equal names only', () => {
    fc.assert(fc.property(name, name, (a, b) => expect(jaroWinkler(a, b) === 1).toBe(a === b)))
  })

  it('does not remember the names before, however long they were', () => {
    const before = jaroWinkler('sean', 'shaun')
    jaroWinkler('n'.repeat(300), 'na'.repeat(300))
    expect(jaroWinkler('sean', 'shaun')).toBe(before)
  })
})
