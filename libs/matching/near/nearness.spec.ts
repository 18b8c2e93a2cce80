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

const DAY = fc
  .integer({ min: 0, max: 365 * 19 })
  .map((n) => new Date(Date.UTC(2007, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))

describe('birth dates', () => {
  it('are as near in either order', () => {
    fc.assert(fc.property(DAY, DAY, (a, b) => dateBits(dayOf(a), dayOf(b)) === dateBits(dayOf(b), dayOf(a))))
  })

  it('that are near are all looked at', () => {
    fc.assert(
      fc.property(DAY, (date) => {
        const looked = new Set(birthDatesToLookAt(date))
        const every = Array.from({ length: 365 * 19 }, (_, n) =>
          new Date(Date.UTC(2007, 0, 1) + n * 86_400_000).toISOString().slice(0, 10),
        )
        const missed = every.filter((other) => dateBits(dayOf(date), dayOf(other)) > 0 && !looked.has(other))
        expect(missed).toEqual([])
      }),
      { numRuns: 6, examples: [['2015-01-01'], ['2016-02-29'], ['2015-02-28'], ['2015-12-31']] },
    )
  })
})

describe('the index of restricted children', () => {
  it('finds whom the test finds, as they come, change and go', () => {
    const people = ['Isla', 'Ila', 'Oliver'].flatMap((given) =>
      ['2015-03-12', '2015-03-13', '2014-03-12'].map((dateOfBirth) => ({
        ...shielded,
        name: { given: [given], family: 'Chapman' },
        dateOfBirth,
      })),
    )
    const step = fc.record({ id: fc.constantFrom('A', 'B', 'C'), person: fc.option(fc.constantFrom(...people)) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const [index, model] = [new RestrictedIndex(), new Map<string, NearRecord>()]
        for (const { id, person } of steps) {
          if (person) index.set(id, restrictedItemsOf(person))
          else index.delete(id)
          if (person) model.set(id, person)
          else model.delete(id)
        }
        for (const person of people) {
          const other = otherItemsOf(person)
          const expected = [...model].filter(([, one]) => isNear(nearnessOf(restrictedItemsOf(one), other)))
          expect(
            index
              .near(other)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(expected.map(([id]) => id).sort())
          expect(index.near(other, 'A').map(({ id }) => id)).not.toContain('A')
        }
        expect(index.size).toBe(model.size)
      }),
    )
  })
})
