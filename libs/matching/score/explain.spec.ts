import { describe, expect, it } from '@jest/globals'
import { aChild, aModel, aTable, CHILD_FIELDS, strangers } from '../engine/builders.ts'
import { explain, explanationTable } from './explain.ts'

const three = [{ phone: '07700 900123' }, { given: 'Jack', phone: '' }, {}].map(aChild)
const table = aTable(CHILD_FIELDS, [...three, ...strangers(100)])

describe('the explanation of a pair', () => {
  it('says what each field says of the two', () => {
    const { fields } = explain(table, 0, 1, aModel(table))
    expect(fields.map(({ field, left, right, level }) => [field, left, right, level]).slice(0, 6)).toEqual([
      ['given', 'ella', 'jack', 'different'],
      ['family', 'hargreaves', 'hargreaves', 'exact'],
      ['born', '20150304', '20150304', 'exact'],
      ['postcode', 'LS14AP', 'LS14AP', 'exact'],
      ['address', '12 high st', '12 high st', 'exact'],
      ['phone', '7700900123', '', 'missing'],
    ])
  })

  it('gives the running total', () => {
    const { prior, fields } = explain(table, 0, 2, aModel(table))
    let total = prior
    for (const field of fields) {
      total += field.weight + field.termFrequency
      expect(field.total).toBeCloseTo(total, 9)
    }
  })

  it('names the rule that stands against joining the two, and what it allows', () => {
    const { rule, weight, probability } = explain(table, 0, 1, aModel(table, { prior: 0.1 }))
    expect(rule).toEqual({ reason: 'possible-twins', most: 0 })
    expect([weight, probability]).toEqual([0, 0.5])
    expect(explain(table, 0, 2, aModel(table)).rule).toBeNull()
  })

  it('applies the rules for children as of the day it is given', () => {
    expect(explain(table, 0, 1, aModel(table), '2041-03-05').rule?.reason).not.toBe('possible-twins')
  })

  it.each([
    [0, 103],
    [-1, 0],
    [0.5, 1],
  ])('cannot be given of rows that are not there: %s and %s', (left, right) => {
    expect(() => explain(table, left, right, aModel(table))).toThrow(RangeError)
  })

  it('reads as a table with a line for each field, the prior and the rule', () => {
    const lines = explanationTable(explain(table, 0, 1, aModel(table))).split('\n')
    expect(lines).toHaveLength(1 + 1 + table.columns.length + 1 + 1)
    expect(lines[1]).toMatch(/^\(prior\) +-9\.96$/)
    expect(lines[2]).toMatch(/^given +ella +jack +different +-\d/)
    expect(lines.at(-2)).toMatch(/^\(rule\) +possible-twins +<= 0\.00 +0\.00$/)
    expect(lines.at(-1)).toMatch(/^weight 0\.00 bits, probability 0\.5/)
  })
})
