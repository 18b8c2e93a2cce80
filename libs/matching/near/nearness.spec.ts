import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hiddenFactsOf } from './hidden-facts.ts'
import { birthDatesToLookAt, dateBits, dayOf } from './near-dates.ts'
import { isNear, nearnessOf, otherItemsOf, restrictedItemsOf, type NearRecord } from './nearness.ts'
import { RestrictedIndex } from './restricted-index.ts'

const shielded: NearRecord = {
  name: { given: ['Desdemona', 'Rose'], family: 'Wintergreen' },
  formerFamilyNames: ['Oxenbridge'],
  dateOfBirth: '2015-03-12',
  gender: 'female',
  address: { postcode: 'HX4 1AB' },
  identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  carers: [{ name: { given: ['Mary'], family: 'Wintergreen' }, phone: '07700 900123' }],
}
/** Nothing that is hidden of her. */
const elsewhere = { formerFamilyNames: [], address: { postcode: 'TR1 9ZZ' }, identifiers: [], carers: [] }
const near = (other: Partial<NearRecord>, restricted = shielded): boolean =>
  isNear(nearnessOf(restrictedItemsOf(restricted), otherItemsOf({ ...restricted, ...other })))

describe('a row is near by what a shielded record shows, wherever it says the child lives', () => {
  it.each<[string, Partial<NearRecord>]>([
    ['the very same', {}],
    ['without middle names', { name: { given: ['Desdemona'], family: 'Wintergreen' } }],
    ['a day later', { dateOfBirth: '2015-03-13' }],
    ['a month later', { dateOfBirth: '2015-04-12' }],
    ['another month', { dateOfBirth: '2015-11-12' }],
    ['a year earlier', { dateOfBirth: '2014-03-12' }],
    ['1 January', { dateOfBirth: '2015-01-01' }],
    ['day and month swapped', { dateOfBirth: '2015-12-03' }],
    ['one digit', { dateOfBirth: '2015-03-22' }],
    ['a surname two edits off', { name: { given: ['Desdemona', 'Rose'], family: 'Wintregrean' } }],
    ['a doubled surname', { name: { given: ['Desdemona', 'Rose'], family: 'Wintergreen-Archer' } }],
    ['a given name misspelt', { name: { given: ['Desdamona', 'Rose'], family: 'Wintergreen' } }],
    [
      'renamed, her name being a former one',
      { name: { given: ['Desdemona'], family: 'Archer' }, formerFamilyNames: ['Wintergreen'] },
    ],
    ['another gender', { gender: 'male' }],
    ['given and family name exchanged', { name: { given: ['Wintergreen'], family: 'Desdemona' } }],
    ['exchanged, with a middle name', { name: { given: ['Rose', 'Wintergreen'], family: 'Desdemona' } }],
    ['exchanged, a day later', { name: { given: ['Wintergreen'], family: 'Desdemona' }, dateOfBirth: '2015-03-13' }],
  ])('%s', (_what, other) => {
    expect(near({ ...elsewhere, ...other })).toBe(true)
  })

  it('also where a name is frequent, for days beside and a month or a year on', () => {
    const frequent = { ...shielded, name: { given: ['Muhammad'], family: 'Khan' } }
    for (const dateOfBirth of ['2015-03-12', '2015-03-13'])
      expect(near({ ...elsewhere, dateOfBirth }, frequent)).toBe(true)
    const rarer = { ...shielded, name: { given: ['Oliver'], family: 'Chapman' } }
    for (const dateOfBirth of ['2015-04-12', '2016-03-12', '2015-01-01'])
      expect(near({ ...elsewhere, dateOfBirth }, rarer)).toBe(true)
  })

  it.each<[string, Partial<NearRecord>]>([
    [
      'a sister at the same address with the same carer',
      { name: { given: ['Ophelia'], family: 'Wintergreen' }, dateOfBirth: '2012-07-30' },
    ],
    ['a twin sister there', { name: { given: ['Ophelia'], family: 'Wintergreen' } }],
    ['a stranger of that name born in another year', { ...elsewhere, dateOfBirth: '2009-08-30' }],
    [
      'one born on the day of whose names one is in the other place',
      { ...elsewhere, name: { given: ['Wintergreen'], family: 'Chapman' } },
    ],
    ['a stranger born on the day', { ...elsewhere, name: { given: ['Ophelia'], family: 'Chapman' } }],
  ])('but not %s', (_what, other) => {
    expect(near(other)).toBe(false)
  })
})

describe('what is hidden tips the scale only together', () => {
  /** Near by nothing but her given name and birth date: a remarried mother has given her another name. */
  const renamed = { ...elsewhere, name: { given: ['Isla'], family: 'Chapman' } }
  const isla = { ...shielded, name: { given: ['Isla'], family: 'Wintergreen' } }
  const facts: Partial<NearRecord>[] = [
    { address: shielded.address },
    { carers: [{ name: shielded.carers[0]!.name, phone: null }] },
    { carers: [{ name: { given: ['Anne'], family: 'Chapman' }, phone: '+44 7700 900123' }] },
    { identifiers: shielded.identifiers },
    { formerFamilyNames: ['Oxenbridge'] },
  ]

  it('one guess changes nothing, whatever it is of and whether it is right', () => {
    for (const fact of facts) expect(near({ ...renamed, ...fact }, isla)).toBe(near(renamed, isla))
    expect(near(renamed, isla)).toBe(false)
  })

  it('people are told of it: each child around a record is near, of its household, or one to tell of, for one reason', () => {
    const index = new RestrictedIndex()
    index.set('isla', restrictedItemsOf(isla))
    const of = (given: Partial<NearRecord>): string[] => {
      const { near: found, household, toTell } = index.around(otherItemsOf({ ...isla, ...renamed, ...given }))
      return Object.entries({ found, household, toTell }).flatMap(([how, ids]) => (ids.length > 0 ? [how] : []))
    }
    // A phone in common is a household.
    expect(facts.map(of)).toEqual([['toTell'], ['toTell'], ['household'], ['toTell'], ['toTell']])
    expect(of({})).toEqual([])
    expect(of({ identifiers: shielded.identifiers, dateOfBirth: '2011-11-30' })).toEqual([])
    expect(of({ identifiers: shielded.identifiers, formerFamilyNames: ['Oxenbridge'] })).toEqual(['found'])
  })

  it('two of different kinds do', () => {
    const pairs = facts.flatMap((one, i) => facts.slice(i + 1).map((other) => ({ ...renamed, ...one, ...other })))
    const different = pairs.filter((pair) => pair.carers.length < 2)
    for (const pair of different) {
      const kinds = new Set(
        hiddenFactsOf({ ...isla, ...renamed, ...pair })
          .filter((fact) => hiddenFactsOf(isla).includes(fact))
          .map((fact) => fact.split(':')[0]),
      )
      expect([pair, near(pair, isla)]).toEqual([pair, kinds.size >= 2])
    }
  })

  it('an NHS number does alone, as nobody guesses it: of a child who was renamed and has moved, beside a given name and birth date that are near', () => {
    const number = { identifiers: [{ scheme: 'nhs-number' as const, value: '9434765919' }] }
    const known = { ...isla, ...number }
    expect(near({ ...renamed, ...number }, known)).toBe(true)
    expect(near({ ...renamed, ...number, dateOfBirth: '2015-03-13' }, known)).toBe(true)
    expect(near({ ...renamed, ...number, name: { given: ['Oliver'], family: 'Chapman' } }, known)).toBe(false)
    expect(near({ ...renamed, ...number, dateOfBirth: '2011-11-30' }, known)).toBe(false)
    const other = { identifiers: [{ scheme: 'nhs-number' as const, value: '9434765870' }] }
    expect(near({ ...renamed, ...other }, known)).toBe(false)
  })

  it('former ones too', () => {
    const moved = restrictedItemsOf({ ...isla, address: null, carers: [] }, hiddenFactsOf(isla))
    const asBefore = otherItemsOf({ ...isla, ...renamed, address: isla.address, carers: isla.carers })
    expect(isNear(nearnessOf(moved, asBefore))).toBe(true)
  })

  it('so that no single hidden value of any row changes whether it is near', () => {
    const value = fc.constantFrom<Partial<NearRecord>>(...facts)
    const shown = fc.record({
      dateOfBirth: fc.constantFrom('2015-03-12', '2015-03-13', '2015-06-30', '2014-03-12'),
      name: fc.record({
        given: fc.constantFrom(['Isla'], ['Isla', 'Rose'], ['Ila'], ['Oliver']),
        family: fc.constantFrom('Wintergreen', 'Wintergren', 'Chapman'),
      }),
    })
    fc.assert(
      fc.property(shown, value, (items, guess) => {
        expect(near({ ...elsewhere, ...items, ...guess }, isla)).toBe(near({ ...elsewhere, ...items }, isla))
      }),
      { numRuns: 300 },
    )
  })
})

const EVERY_DAY = Array.from({ length: 365 * 19 }, (_, n) =>
  new Date(Date.UTC(2007, 0, 1) + n * 86_400_000).toISOString().slice(0, 10),
)
const DAY = fc.constantFrom(...EVERY_DAY)

describe('birth dates', () => {
  const bits = (shown: string, other: string): number => dateBits(dayOf(shown), dayOf(other))

  it('say more, the fewer would do', () => {
    const others = ['2015-03-12', '2015-12-03', '2015-03-13', '2015-03-22', '2015-03-15', '2015-11-12', '2015-03-30']
    const worth = others.map((other) => bits('2015-03-12', other))
    expect(worth).toEqual([...worth].sort((a, b) => b - a))
    expect(bits('2015-03-12', '2015-07-21')).toBe(0)
  })

  it('are a month and a year beside across the turn of a year, and at the ends of months', () => {
    expect(bits('2015-12-31', '2016-01-31')).toBe(bits('2015-03-12', '2015-04-12'))
    expect(bits('2015-08-31', '2015-09-30')).toBe(bits('2015-03-12', '2015-04-12'))
    expect(bits('2016-02-29', '2015-02-28')).toBe(bits('2016-03-12', '2015-03-12'))
  })

  it('on 1 January say much where somebody had no better date, and the year where it is what is shown', () => {
    expect(bits('2015-06-20', '2015-01-01')).toBeGreaterThan(10)
    expect(bits('2015-01-01', '2015-06-20')).toBeCloseTo(Math.log2(18), 1)
  })

  it('that are near are all looked at', () => {
    fc.assert(
      fc.property(DAY, (date) => {
        const looked = new Set(birthDatesToLookAt(date))
        const missed = EVERY_DAY.filter((other) => bits(date, other) > 0 && !looked.has(other))
        expect(missed).toEqual([])
      }),
      { numRuns: 6, examples: [['2015-01-01'], ['2016-02-29'], ['2015-02-28'], ['2015-12-31'], ['2015-04-30']] },
    )
  })
})

describe('the index of restricted children', () => {
  /** Names that are near in every way, and some that are not. */
  const GIVEN = 'Isla Ila I Anne-Marie Annemarie Anne Marie Oliver Ollie Baby Zoë Zo Chapman'.split(' ')
  const person = fc.record({
    given: fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 3 }),
    family: fc.constantFrom('Chapman', 'Chpaman', 'Wintergreen', 'Isla', 'Marie'),
    dateOfBirth: fc.constantFrom('2015-03-12', '2015-03-13', '2014-03-12', '2015-01-01', '2015-08-08'),
  })
  const recordOf = ({ given, family, dateOfBirth }: Person): NearRecord => ({
    ...shielded,
    name: { given, family },
    dateOfBirth,
  })
  interface Person {
    given: string[]
    family: string
    dateOfBirth: string
  }

  it('finds whom the test finds that looks at everybody, as they come, change and go', () => {
    const step = fc.record({ id: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), person: fc.option(person) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 24 }), fc.array(person, { maxLength: 12 }), (steps, rows) => {
        const [index, model] = [new RestrictedIndex(), new Map<string, NearRecord>()]
        for (const { id, person } of steps) {
          if (person) index.set(id, restrictedItemsOf(recordOf(person)))
          else index.delete(id)
          if (person) model.set(id, recordOf(person))
          else model.delete(id)
          for (const row of rows) {
            const other = otherItemsOf(recordOf(row))
            const expected = [...model].filter(([, one]) => isNear(nearnessOf(restrictedItemsOf(one), other)))
            const found = index.near(other).map((one) => one.id)
            expect(found.sort()).toEqual(expected.map(([one]) => one).sort())
            expect(index.near(other, ['A']).map((one) => one.id)).not.toContain('A')
          }
        }
        expect(index.size).toBe(model.size)
      }),
    )
  })
})
