import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { comparatorOf } from './comparators.ts'
import { FIELD_TYPES, IDENTIFIER_SCHEMES, type Field } from './field.ts'

const fields: Field[] = [
  ...FIELD_TYPES.map((type) => ({ type, name: type })),
  ...IDENTIFIER_SCHEMES.map((scheme) => ({ type: 'identifier' as const, name: scheme, scheme })),
]

/** Texts of the kinds that columns hold, close enough to one another to reach every level. */
const digits = (length: number) => fc.string({ unit: fc.constantFrom(...'0129'), minLength: length, maxLength: length })
const word = fc.constantFrom(
  ...'anna ann anne-marie hannah mohammed muhammad ali o’brien obrien smith smyth jones j mac donald van berg mr'.split(
    ' ',
  ),
  ...'12 12a 21 high st street leeds ls1 4ap ls14aq 2ab 01/02 @smith.net robert255 +44 07700 900123 2015 baby'.split(
    ' ',
  ),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'abems '), maxLength: 9 }),
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
  fc.tuple(fc.constantFrom('2015', '2016', '1977'), digits(2), digits(2)).map((parts) => parts.join('-')),
  digits(8),
  digits(10),
)

describe.each(fields)('the comparator of $name', (field) => {
  const comparator = comparatorOf(field)
  const prepared = text.map((one) => comparator.prepare(one)).filter((value) => value !== null)

  it('has two to eight levels, from exact to different', () => {
    expect(comparator.levels.length).toBeGreaterThanOrEqual(2)
    expect(comparator.levels.length).toBeLessThanOrEqual(8)
    expect(comparator.levels[0]).toBe('exact')
    expect(comparator.levels.at(-1)).toBe('different')
    expect(new Set(comparator.levels).size).toBe(comparator.levels.length)
  })

  it('prepares any text, the same each time', () => {
    fc.assert(fc.property(text, (one) => expect(comparator.prepare(one)).toEqual(comparator.prepare(one))))
  })

  // The checked identifiers are too rare among random texts to be worth the search.
  if (field.scheme === 'nhs-number' || field.scheme === 'upn') return

  it('finds a level for any two values, and the same whichever comes first', () => {
    fc.assert(
      fc.property(prepared, prepared, (a, b) => {
        const level = comparator.compare(a, b)
        expect(comparator.levels[level]).toBeDefined()
        expect(comparator.compare(b, a)).toBe(level)
        if (comparator.canonical(a) === comparator.canonical(b)) expect(level).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('reads its own canonical text as the same value', () => {
    fc.assert(
      fc.property(prepared, (value) => {
        const canonical = comparator.canonical(value)
        expect(canonical).not.toBe('')
        const again = comparator.prepare(canonical)
        expect(again).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  it('gives blocking keys that are not empty, each once, equal for equal values', () => {
    fc.assert(
      fc.property(prepared, (value) => {
        const again = comparator.prepare(comparator.canonical(value))
        for (const key of comparator.blockingKeys) {
          const keys = key.of(value)
          expect(keys).not.toContain('')
          expect(new Set(keys).size).toBe(keys.length)
          expect(key.of(again)).toEqual(keys)
        }
      }),
    )
  })

  it('names each blocking key once', () => {
    const names = comparator.blockingKeys.map((key) => key.name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('the comparator of an identifier', () => {
  it('is that of its scheme, and asks no check of a number without a scheme', () => {
    const prepare = (field: Field) => comparatorOf(field).prepare('943 476 5918')
    expect(prepare({ type: 'identifier', name: 'NHS number', scheme: 'nhs-number' })).toBeNull()
    expect(prepare({ type: 'identifier', name: 'UPN', scheme: 'upn' })).toBeNull()
    expect(prepare({ type: 'identifier', name: 'number' })).toBe('9434765918')
  })
})
