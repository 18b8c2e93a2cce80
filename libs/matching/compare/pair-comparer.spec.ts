import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aTable } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'
import { codeNames } from './codes.ts'
import { PairComparer } from './pair-comparer.ts'

const NAMES = [
  { type: 'given-name', name: 'given' },
  { type: 'middle-name', name: 'middle' },
  { type: 'family-name', name: 'family' },
] as const satisfies readonly Field[]

type Names = readonly [given: string, middle: string, family: string]

/** The levels of the first two rows, by column. */
function levels(fields: readonly Field[], ...rows: readonly (readonly string[])[]): string[] {
  const table = aTable(fields, rows)
  const comparer = new PairComparer(table)
  const codes = new Uint8Array(comparer.width)
  comparer.compare(0, 1, codes, 0)
  return [...codes].map((code, column) => codeNames(table, column)[code]!)
}

const nameLevels = (a: Names, b: Names): string[] => levels(NAMES, a, b)

describe('comparing two records', () => {
  it('finds a field missing when either record does not say', () => {
    const born: Field[] = [{ type: 'date-of-birth', name: 'born' }]
    expect(levels(born, ['2015-03-04'], [''])).toEqual(['missing'])
    expect(levels(born, [''], ['2015-03-04'])).toEqual(['missing'])
    expect(levels(born, ['unknown'], [''])).toEqual(['missing'])
  })

  it('takes a placeholder for a name as missing', () => {
    expect(nameLevels(['BABY SMITH', '', 'Smith'], ['Ella', '', 'Smith'])[0]).toBe('missing')
  })

  it('takes an identifier that fails its check as missing, not as different', () => {
    const nhs: Field[] = [{ type: 'identifier', name: 'nhs', scheme: 'nhs-number' }]
    expect(levels(nhs, ['943 476 5919'], ['943 476 5918'])).toEqual(['missing'])
  })

  it('finds two spellings of one normalised value exact', () => {
    expect(nameLevels(['Zoë', '', 'O’Brien'], ['ZOE', '', "o'brien"])).toEqual(['exact', 'missing', 'exact'])
  })
})

describe('names in each other’s place', () => {
  it.each<[string, Names, Names, string[]]>([
    ['given and family name', ['Ella', '', 'Okafor'], ['Okafor', '', 'Ella'], ['swapped', 'missing', 'swapped']],
    ['a given name in the family name', ['Okafor', '', ''], ['Ella', '', 'Okafor'], ['swapped', 'missing', 'missing']],
    ['a family name in the given name', ['', '', 'Ella'], ['Ella', '', 'Okafor'], ['missing', 'missing', 'swapped']],
    ['one of several', ['Okaforson Okafor', '', 'Ella'], ['Ella', '', 'Okafor'], ['swapped', 'missing', 'swapped']],
    ['with one slip', ['Ella', '', 'Okafor'], ['Okafr', '', 'Ella'], ['swapped', 'missing', 'swapped']],
    [
      'a middle name as the given',
      ['James', 'Oliver', 'Hill'],
      ['Oliver', '', 'Hill'],
      ['swapped', 'missing', 'exact'],
    ],
    ['given and middle', ['James', 'Oliver', 'Hill'], ['Oliver', 'James', 'Hill'], ['swapped', 'swapped', 'exact']],
  ])('are recognised: %s', (_what, a, b, expected) => {
    expect(nameLevels(a, b)).toEqual(expected)
    expect(nameLevels(b, a)).toEqual(expected)
  })

  it('are not seen where only one of them is in the other’s place', () => {
    expect(nameLevels(['Ella', '', 'Okafor'], ['Okafor', '', 'Priya'])).toEqual(['different', 'missing', 'different'])
  })

  it('are not seen where the names agree as they stand', () => {
    expect(nameLevels(['James', '', 'James'], ['James', '', 'James'])).toEqual(['exact', 'missing', 'exact'])
    expect(nameLevels(['Ella', '', 'Okafor'], ['Ella', '', 'Ella'])).toEqual(['exact', 'missing', 'different'])
  })

  it('are not seen where nothing is known on the other side', () => {
    expect(nameLevels(['Ella', '', ''], ['', '', 'Okafor'])).toEqual(['missing', 'missing', 'missing'])
  })
})

describe('names that look alike', () => {
  const given: Field[] = [NAMES[0]]
  const family: Field[] = [NAMES[2]]

  it('are two names when both are known as names, even in a table of three rows', () => {
    expect(levels(given, ['Ella'], ['Bella'], ['Ella'])).toEqual(['near-common'])
    expect(levels(given, ['Jayden'], ['Hayden'], ['Leo'])).toEqual(['near-common'])
  })

  it('are a slip of the pen when nobody is called so', () => {
    expect(levels(given, ['Jessica'], ['Jesica'], ['Jessica'])).toEqual(['near'])
    expect(levels(given, ['Florrentcia'], ['Florrencia'], ['Ella'])).toEqual(['near'])
  })

  it('are two names once five records have each of them', () => {
    const rows = (others: number): string[][] => [
      ['Thorpe'],
      ['Tharpe'],
      ...Array.from({ length: others }, () => [['Thorpe'], ['Tharpe']]).flat(),
    ]
    expect(levels(family, ...rows(3))).toEqual(['near'])
    expect(levels(family, ...rows(4))).toEqual(['near-common'])
  })
})

describe('the memory of a comparer', () => {
  const fields: Field[] = [...NAMES, { type: 'date-of-birth', name: 'born' }, { type: 'postcode', name: 'postcode' }]
  const name = fc.constantFrom('', ...'Ella Bella Okafor Okafr James Jim Hill Hull Anne-Marie Anne'.split(' '))
  const born = fc.constantFrom('', '2015-03-04', '2015-04-03', '2015-03-14', '1990-01-01')
  const postcode = fc.constantFrom('', 'LS1 4AP', 'LS1 4AQ', 'LS2 7DS', 'M1 1AA')
  const rows = fc.array(fc.tuple(name, name, name, born, postcode), { minLength: 2, maxLength: 12 })

  it('never changes an answer: whatever was compared before, two records compare as they would alone', () => {
    fc.assert(
      fc.property(rows, (texts) => {
        const table = aTable(fields, texts)
        const old = new PairComparer(table)
        const [remembered, fresh] = [new Uint8Array(old.width), new Uint8Array(old.width)]
        for (let round = 0; round < 2; round++)
          for (let left = 0; left < table.rows; left++)
            for (let right = 0; right < table.rows; right++) {
              old.compare(left, right, remembered, 0)
              new PairComparer(table).compare(left, right, fresh, 0)
              expect(remembered).toEqual(fresh)
            }
      }),
      { numRuns: 15 },
    )
  })

  it('does not know which record came first', () => {
    fc.assert(
      fc.property(rows, (texts) => {
        const table = aTable(fields, texts)
        const comparer = new PairComparer(table)
        const [there, back] = [new Uint8Array(comparer.width), new Uint8Array(comparer.width)]
        comparer.compare(0, 1, there, 0)
        comparer.compare(1, 0, back, 0)
        expect(there).toEqual(back)
      }),
    )
  })

  it('gives the same codes when columns are compared group by group, and every column is in one group', () => {
    fc.assert(
      fc.property(rows, (texts) => {
        const table = aTable(fields, texts)
        const comparer = new PairComparer(table)
        const [whole, grouped] = [new Uint8Array(comparer.width), new Uint8Array(comparer.width)]
        comparer.compare(0, 1, whole, 0)
        for (const group of [...comparer.groups].reverse()) comparer.compareColumns(group, 0, 1, grouped)
        expect(grouped).toEqual(whole)
        expect(comparer.groups.flat().sort()).toEqual(fields.map((_field, column) => column))
      }),
    )
  })
})
