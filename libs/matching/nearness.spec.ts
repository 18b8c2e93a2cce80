import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { nearDates } from './dates.ts'
import { blockingKeys, isLikelySameChild, isLooselyNear, nearKeys } from './nearness.ts'
import { osaDistance } from './osa.ts'
import type { MatchRecord } from './traits.ts'

const mary = { name: { given: ['Mary'], family: 'Murphy' }, phone: '07700900123' }
const child: MatchRecord = {
  name: { given: ['Seán'], family: 'O’Brien' },
  formerFamilyNames: ['Kelly'],
  dateOfBirth: '2015-03-02',
  address: { postcode: 'LS1 4AP' },
  identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  carers: [mary],
}
const stranger: MatchRecord = {
  name: { given: ['George'], family: 'Hughes' },
  formerFamilyNames: [],
  dateOfBirth: '2015-03-02',
  address: { postcode: 'M1 1AA' },
  identifiers: [],
  carers: [{ name: { given: ['Ann'], family: 'Hughes' }, phone: null }],
}

const sharesKey = (row: MatchRecord, stored: MatchRecord): boolean => {
  const keys = new Set(blockingKeys(stored))
  return nearKeys(row).some((key) => keys.has(key))
}

describe('two records are loosely near', () => {
  it.each<[string, Partial<MatchRecord>]>([
    ['the family name', { name: { given: ['George'], family: 'OBRIEN' } }],
    ['the family name but for a letter', { name: { given: ['George'], family: 'O’Brian' } }],
    ['half of a double name', { name: { given: ['George'], family: 'Hughes-O’Brien' } }],
    ['a former name', { formerFamilyNames: ['Kelly'] }],
    ['a name that was former there', { name: { given: ['George'], family: 'Kelly' } }],
    ['the postcode', { address: { postcode: 'ls14ap' } }],
    ['a carer', { carers: [{ name: { given: ['Mary', 'Ann'], family: 'Murphy' }, phone: null }] }],
    ['a phone', { carers: [{ name: { given: ['Ann'], family: 'Hughes' }, phone: '+44 7700 900123' }] }],
  ])('when the birth date is near and they share %s', (_, changes) => {
    const record = { ...stranger, ...changes }
    expect(isLooselyNear(child, record)).toBe(true)
    expect(isLooselyNear(child, { ...record, dateOfBirth: '2015-02-03' })).toBe(true)
    expect(isLooselyNear(child, { ...record, dateOfBirth: '2016-03-02' })).toBe(true)
    expect(isLooselyNear(child, { ...record, dateOfBirth: '2016-04-02' })).toBe(false)
  })

  it('when a valid identifier is the same, whatever the birth date', () => {
    const record = { ...stranger, dateOfBirth: '2011-11-11', identifiers: child.identifiers }
    expect(isLooselyNear(child, record)).toBe(true)
    expect(sharesKey(record, child)).toBe(true)
  })

  it('not when only the birth date is the same', () => {
    expect(isLooselyNear(child, stranger)).toBe(false)
  })

  it('not by two short family names that differ in a letter', () => {
    const lee = { ...stranger, name: { given: ['George'], family: 'Lee' } }
    expect(isLooselyNear(lee, { ...child, name: { given: ['Seán'], family: 'Lei' } })).toBe(false)
  })

  it('not by two unknown addresses or two unusable phones', () => {
    const unknown = { ...child, address: null, carers: [{ ...mary, phone: 'none' }] }
    const other = { ...stranger, address: null, carers: [{ ...stranger.carers[0]!, phone: 'none' }] }
    expect(isLooselyNear(unknown, other)).toBe(false)
  })
})

describe('two records are likely of the same child', () => {
  const twin = { ...child, name: { given: ['Liam'], family: 'O’Brien' }, identifiers: [] }

  it('when they are loosely near and a given name agrees', () => {
    expect(isLikelySameChild(child, { ...child, name: { given: ['Shaun'], family: 'Smith' } })).toBe(true)
  })

  it('not when they are twins, though these are loosely near', () => {
    expect(isLooselyNear(child, twin)).toBe(true)
    expect(isLikelySameChild(child, twin)).toBe(false)
  })

  it('not when only the given name agrees', () => {
    expect(isLikelySameChild(child, { ...stranger, name: { given: ['Seán'], family: 'Hughes' } })).toBe(false)
  })
})

describe('keys', () => {
  it('say their kind and, but for identifiers, the birth date', () => {
    expect(blockingKeys(child)).toEqual([
      'exact:sean|obrien|2015-03-02|LS14AP',
      'upn:H801200001001',
      'family-start:ob|2015-03-02',
      'family-end:en|2015-03-02',
      'family-start:ke|2015-03-02',
      'family-end:ly|2015-03-02',
      'postcode:LS14AP|2015-03-02',
      'carer:marymurphy|2015-03-02',
      'phone:07700900123|2015-03-02',
    ])
  })

  it('hold no exact key for a child without an address', () => {
    expect(blockingKeys({ ...child, address: null }).some((key) => key.startsWith('exact:'))).toBe(false)
  })
})

const word = fc.constantFrom(
  'Smith',
  'Smyth',
  'Smit',
  'Jones',
  'O’Brien',
  'Khan',
  'Lee',
  'Murphy',
  'Oakeshott',
  'al',
  'Ng',
)
const family = fc.oneof(
  word,
  fc.tuple(word, fc.constantFrom('-', ' '), word).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 }),
)
const phone = fc.constantFrom(null, '07700900123', '+447700900123', '01134960123', 'none')
const name = fc.record({
  given: fc.array(fc.constantFrom('Mary', 'Ann', 'Ali'), { minLength: 1, maxLength: 2 }),
  family,
})
const baseDates = ['2015-03-02', '2015-02-03', '2015-03-12', '2012-11-30', '1989-05-05']
const record: fc.Arbitrary<MatchRecord> = fc.record({
  name,
  formerFamilyNames: fc.array(family, { maxLength: 4 }),
  dateOfBirth: fc.constantFrom(...baseDates),
  address: fc.option(fc.record({ postcode: fc.constantFrom('LS1 4AP', 'ls14ap', 'M1 1AA', 'N1 1AA') })),
  identifiers: fc.array(
    fc.constantFrom<MatchRecord['identifiers'][number]>(
      { scheme: 'upn', value: 'H801200001001' },
      { scheme: 'upn', value: 'J801200001001' },
      { scheme: 'nhs-number', value: '9000000009' },
    ),
    { maxLength: 2 },
  ),
  carers: fc.array(fc.record({ name, phone }), { maxLength: 9 }),
})

/** Every text at one edit from the name, and some more. */
const edited = fc
  .tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 5, maxLength: 9 }), fc.nat(), fc.nat(3))
  .map(([text, pick, kind]): [string, string] => {
    const i = pick % (text.length - 1)
    const edits = [
      text.slice(0, i) + text.slice(i + 1),
      `${text.slice(0, i)}x${text.slice(i)}`,
      `${text.slice(0, i)}x${text.slice(i + 1)}`,
      text.slice(0, i) + text[i + 1]! + text[i]! + text.slice(i + 2),
    ]
    return [text, edits[kind]!]
  })

describe('always', () => {
  it('nearness is the same in both directions', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(isLooselyNear(a, b)).toBe(isLooselyNear(b, a))
        expect(isLikelySameChild(a, b)).toBe(isLikelySameChild(b, a))
      }),
      { numRuns: 500 },
    )
  })

  it('a record that is loosely near a stored child is found by its keys', () => {
    fc.assert(
      fc.property(record, record, (row, stored) => {
        if (isLooselyNear(row, stored)) expect(sharesKey(row, stored)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('a slip in a long family name and in the birth date does not hide a child', () => {
    fc.assert(
      fc.property(edited, fc.nat(), ([before, after], pick) => {
        const dates = nearDates(child.dateOfBirth)
        const stored = { ...child, name: { given: ['Seán'], family: before } }
        const row = {
          ...stranger,
          name: { given: ['Seán'], family: after },
          dateOfBirth: dates[pick % dates.length]!,
        }
        fc.pre(Math.min(before.length, after.length) >= 5)
        expect(osaDistance(before, after)).toBeLessThanOrEqual(1)
        expect(isLikelySameChild(row, stored)).toBe(true)
        expect(sharesKey(row, stored)).toBe(true)
        expect(sharesKey(stored, row)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('a child has fewer than 40 keys, however many names and carers it has', () => {
    fc.assert(fc.property(record, (one) => expect(blockingKeys(one).length).toBeLessThan(40)))
    const many = Array.from({ length: 30 }, (_, i) => `Name${'abcdefghijklmnopqrstuvwxyzäöüß'[i]}xyz-${i}family${i}`)
    const crowded = {
      ...child,
      formerFamilyNames: many,
      carers: many.map((one, i) => ({ name: { given: ['A'], family: one }, phone: `077009001${10 + i}` })),
      identifiers: [...child.identifiers, { scheme: 'nhs-number' as const, value: '9000000009' }],
    }
    expect(blockingKeys(crowded).length).toBeLessThan(40)
  })
})
