import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aTable } from '../engine/builders.ts'
import { comparatorOf } from '../fields/comparators.ts'
import type { Field } from '../fields/field.ts'
import { valueOf, type PassingValue } from '../fields/table.ts'
import { EXACT, LevelCache, MISSING } from './level-cache.ts'

const GIVEN = { type: 'given-name', name: 'given' } as const satisfies Field

describe('the cache of comparison levels', () => {
  it('finds anything missing beside a missing value, and a value exact beside itself', () => {
    const cache = new LevelCache(aTable([GIVEN], [['Ella'], ['Bella']]).columns[0]!)
    expect([cache.code(0, 1), cache.code(1, 0), cache.code(0, 0)]).toEqual([MISSING, MISSING, MISSING])
    expect([cache.code(1, 1), cache.code(2, 2)]).toEqual([EXACT, EXACT])
  })

  it('answers as the comparator does, however small it is and however often it is asked', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aeimnr'), minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 25 }), fc.integer({ min: 0, max: 6 }), (words, bits) => {
        const column = aTable(
          [GIVEN],
          words.map((one) => [one]),
        ).columns[0]!
        const cache = new LevelCache(column, bits)
        const { compare } = comparatorOf(GIVEN)
        const values = Array.from(column.counts.keys()).slice(1)
        const questions = [...values, ...values].flatMap((a) => values.map((b) => [a, b] as const))
        for (const [a, b] of questions)
          expect(cache.code(a, b)).toBe(compare(valueOf(column, a), valueOf(column, b)) + EXACT)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps no answer about a value that passes through', () => {
    const known = aTable([GIVEN], [['Charlotte'], ['Oliver']]).columns[0]!
    const passing: PassingValue = { id: known.texts.length, text: '', value: null }
    const column = { ...known, passing }
    const cache = new LevelCache(column)
    const ask = (text: string): string => {
      passing.text = text
      passing.value = comparatorOf(GIVEN).prepare(text)
      return comparatorOf(GIVEN).levels[cache.code(passing.id, 1) - EXACT]!
    }
    expect([ask('Charlote'), ask('Amelia'), ask('Lottie'), ask('Charlotte')]).toEqual([
      ...['near', 'different', 'variant', 'exact'],
    ])
  })
})
