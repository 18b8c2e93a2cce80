import { describe, expect, it } from '@jest/globals'
import { PairComparer } from '../compare/pair-comparer.ts'
import { aTable, contradictionIn, TODAY } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'
import { Contradictions } from './contradictions.ts'

const FINAL_QUESTION = { most: 0, isFinal: true }

describe('a list without some of the fields', () => {
  const NAMES: Field[] = [
    { type: 'given-name', name: 'given' },
    { type: 'family-name', name: 'family' },
    { type: 'postcode', name: 'postcode' },
  ]
  const BORN: Field = { type: 'date-of-birth', name: 'born' }

  it('without birth dates asks about relatives, whatever was compared before', () => {
    const table = aTable(NAMES, [
      ['Oliver', 'Hill', 'LS1 4AP'],
      ['Amelia', 'Hill', 'LS1 4AP'],
    ])
    const comparer = new PairComparer(table)
    const codes = new Uint8Array(2 * comparer.width)
    comparer.compare(0, 0, codes, 0)
    comparer.compare(0, 1, codes, comparer.width)
    const rules = new Contradictions(table, TODAY)
    expect(rules.of(0, 1, codes, comparer.width)).toEqual({ reason: 'possible-relatives', most: 0, isFinal: false })
  })

  it('without names cannot tell twins apart, nor brothers and sisters', () => {
    const fields = [NAMES[2]!, BORN]
    const reasonOf = (born: string) =>
      contradictionIn(
        aTable(fields, [
          ['LS1 4AP', '2015-03-04'],
          ['LS1 4AP', born],
        ]),
      )?.reason
    expect(reasonOf('2015-03-04')).toBe('possible-twins')
    expect(reasonOf('2017-11-20')).toBe('possible-siblings')
  })

  it('without birth dates for some takes them for children where others are', () => {
    const household = [
      ['Ella', 'Hill', '', 'LS1 4AP'],
      ['Bella', 'Hill', '', 'LS1 4AP'],
    ]
    const reasonBeside = (born: string) => {
      const others = Array.from({ length: 9 }, () => ['Noah', 'Brown', '1971-03-04', 'M1 1AA'])
      const table = aTable(
        [NAMES[0]!, NAMES[1]!, BORN, NAMES[2]!],
        [...household, ...others, ['Amy', 'West', born, '']],
      )
      return contradictionIn(table)
    }
    expect(reasonBeside('2015-03-04')).toEqual({ reason: 'possible-siblings', ...FINAL_QUESTION })
    expect(reasonBeside('1971-03-04')).toBeNull()
  })

  describe('but with whole names', () => {
    const FIELDS: Field[] = [{ type: 'full-name', name: 'name' }, BORN, NAMES[2]!]
    const row = (name: string, born = '2015-03-04', postcode = 'LS1 4AP'): string[] => [name, born, postcode]
    const reasonOf = (a: string[], b: string[]) => contradictionIn(aTable(FIELDS, [a, b]))?.reason

    it.each([
      ['Jack Smith', 'James Smith'],
      ['Jayden Smith', 'Hayden Smith'],
      ['Mohammed Khan', 'Muhammad Khan'],
      ['J Smith', 'James Smith'],
      ['Jack Smith', ''],
    ])('suspects twins in “%s” and “%s”', (a, b) => {
      expect(reasonOf(row(a), row(b))).toBe('possible-twins')
    })

    it.each([
      ['Jack Smith', 'SMITH, Jack'],
      ['Jack Smith', 'Jack Peter Smith'],
    ])('suspects none in “%s” and “%s”', (a, b) => {
      expect(reasonOf(row(a), row(b))).toBeUndefined()
    })

    it('suspects brothers, and strangers of one name and birthday', () => {
      expect(reasonOf(row('Jack Smith'), row('Jack Peter Smith', '2017-11-20'))).toBe('possible-siblings')
      expect(reasonOf(row('Jack Smith'), row('Jack Smith', undefined, 'TR21 0PW'))).toBe('name-and-birth-date-only')
    })
  })
})
