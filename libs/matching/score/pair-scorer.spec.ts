import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { PairComparer } from '../compare/pair-comparer.ts'
import { aChild, aModel, aTable, CHILD_FIELDS, children, strangers, TODAY } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import { explain } from './explain.ts'
import { PairScorer } from './pair-scorer.ts'

function scorerOf(table: Table, model: Model = aModel(table)): PairScorer {
  return new PairScorer(table, { model, today: TODAY }, new PairComparer(table, model))
}

/** Texts of which many meet: every level and every rule is reached. */
const given = fc.constantFrom('', 'Ella', 'Bella', 'E', 'Jack', 'Jak', 'Anne-Marie', 'Annemarie', 'Anne', 'Smith')
const family = fc.constantFrom('', 'Smith', 'Smyth', 'Smith-Jones', 'Jack', 'Khan')
const born = fc.constantFrom('', '2015-03-04', '2015-04-03', '2015-03-14', '1970-01-01')
const postcode = fc.constantFrom('', 'LS1 4AP', 'LS1 4AQ', 'LS2 7DS', 'M1 1AA')
const child = fc
  .record({ given, family, born, postcode, case: fc.constantFrom('', '', 'KMC-819708', 'KMC-819709') })
  .map(aChild)
const tables = fc.array(child, { minLength: 2, maxLength: 12 }).map((rows) => aTable(CHILD_FIELDS, rows))

describe('the weight of a pair', () => {
  it('is the prior and the parts of the fields, and no more than the rule allows', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const model = aModel(table)
        const { prior, fields, rule, weight } = explain(table, 0, 1, model)
        const parts = fields.map((field) => field.weight + field.termFrequency)
        const total = parts.reduce((sum, part) => sum + part, prior)
        expect(fields.at(-1)!.total).toBeCloseTo(total, 9)
        expect(weight).toBeCloseTo(Math.min(total, rule && total > -12 ? rule.most : total), 9)
        expect(scorerOf(table, model).weigh(0, 1)).toBe(weight)
      }),
    )
  })

  it('is the same whichever record comes first, and when the codes are known already', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const model = aModel(table)
        const scorer = scorerOf(table, model)
        const comparer = new PairComparer(table, model)
        const codes = new Uint8Array(3 * comparer.width)
        comparer.compare(0, 0, codes, 0)
        comparer.compare(0, 1, codes, comparer.width)
        expect(scorer.weigh(1, 0)).toBeCloseTo(scorer.weigh(0, 1), 9)
        expect(scorer.weightOf(codes, comparer.width, 0, 1)).toBeCloseTo(scorer.weigh(0, 1), 9)
      }),
    )
  })

  it('is found in full for every pair that reaches the least weight asked for, and never said of another', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: -30, max: 40, noNaN: true }), (table, anyLeast) => {
        const scorer = scorerOf(table)
        const weight = scorer.weigh(0, 1)
        for (const least of [anyLeast, weight, weight - 1e-6, weight + 1e-6]) {
          const answer = scorer.weigh(0, 1, least)
          if (weight >= least) expect(answer).toBe(weight)
          else expect([weight, -Infinity]).toContain(answer)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is found in full for a rare name in two spellings', () => {
    const spellings = ['Mensah Adu', 'Mensahadu'].map((family) => aChild({ family, address: '' }))
    const scorer = scorerOf(aTable(CHILD_FIELDS, [...spellings, ...strangers(300)]))
    const weight = scorer.weigh(0, 1)
    expect(scorer.weigh(0, 1, weight)).toBe(weight)
  })

  it('stops early where the rest cannot help', () => {
    const table = children({}, { given: 'Jack', family: 'Khan', born: '1970-01-01', postcode: 'M1 1AA', address: '' })
    expect(scorerOf(table).weigh(0, 1, 20)).toBe(-Infinity)
  })

  it('neither grows nor shrinks by a field that one of the two lacks', () => {
    const both = children({ phone: '07700900123' }, { phone: '' })
    const none = children({ phone: '' }, { phone: '' })
    expect(scorerOf(both).weigh(0, 1)).toBeCloseTo(scorerOf(none).weigh(0, 1), 9)
  })
})

describe('two records', () => {
  it('are alike when they say the same in every field, and in no other case', () => {
    const scorer = scorerOf(children({ given: 'Zoë' }, { given: 'ZOE' }, { given: 'Zoë', phone: '07700900123' }))
    expect([scorer.areAlike(0, 1), scorer.areAlike(0, 2), scorer.areAlike(2, 1)]).toEqual([true, false, false])
  })
})

describe('how common a value is', () => {
  const FIELDS: Field[] = [
    { type: 'family-name', name: 'family' },
    { type: 'text', name: 'work' },
  ]
  const crowd = (name: string, count: number): string[][] => Array.from({ length: count }, () => [name, ''])
  const table = aTable(FIELDS, [
    ['Smith', ''],
    ['Smith', ''],
    ['Mensah', ''],
    ['Mensah', ''],
    ['Smiith', ''],
    ['Mennsah', ''],
    ...crowd('Smith', 60),
    ...crowd('Khan', 30),
  ])
  const part = (left: number, right: number): number =>
    explain(table, left, right, aModel(table)).fields[0]!.termFrequency

  it('counts: agreement on a common name weighs less than on a rare one', () => {
    expect(part(0, 1)).toBeLessThan(part(2, 3))
    expect(scorerOf(table).weigh(0, 1)).toBeLessThan(scorerOf(table).weigh(2, 3) - 3)
  })

  it('counts where names nearly agree too, less, and never upwards', () => {
    expect(part(0, 4)).toBeLessThan(0)
    expect(part(0, 4)).toBeGreaterThan(part(0, 1))
    expect(part(2, 5)).toBe(0)
    fc.assert(
      fc.property(tables, (any) => {
        for (const { level, termFrequency } of explain(any, 0, 1, aModel(any)).fields)
          if (level !== 'exact') expect(termFrequency).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('does not count where names differ', () => {
    expect(part(0, 2)).toBe(0)
  })

  it('is that of the commoner spelling, whichever record comes first, where two spellings are one name', () => {
    const spelt = aTable(FIELDS, [
      ['Smith Jones', ''],
      ['Smithjones', ''],
      ...crowd('Smithjones', 40),
      ...crowd('X', 9),
    ])
    const { fields } = explain(spelt, 0, 1, aModel(spelt))
    expect(fields[0]).toMatchObject({ level: 'exact', left: 'smith jones', right: 'smithjones' })
    expect(explain(spelt, 1, 0, aModel(spelt)).fields[0]!.termFrequency).toBe(fields[0]!.termFrequency)
    expect(fields[0]!.termFrequency).toBe(explain(spelt, 1, 2, aModel(spelt)).fields[0]!.termFrequency)
  })

  it('is no trap for words that JavaScript knows', () => {
    const words = ['Constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']
    const trap = aTable(
      FIELDS,
      [...words, ...words].map((word) => [word, word]),
    )
    const scorer = scorerOf(trap, JSON.parse(JSON.stringify(aModel(trap))) as Model)
    const weights = words.map((_word, i) => scorer.weigh(i, i + words.length))
    expect(weights.every(Number.isFinite)).toBe(true)
    expect(new Set(weights).size).toBe(1)
  })
})

describe('any two records', () => {
  it('have a finite weight, whatever they say', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
    const row = fc.array(text, { minLength: CHILD_FIELDS.length, maxLength: CHILD_FIELDS.length })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const table = aTable(CHILD_FIELDS, [...rows, ...strangers(3)])
        expect(Math.abs(scorerOf(table).weigh(0, 1))).toBeLessThan(1000)
      }),
      { numRuns: 50 },
    )
  })
})
