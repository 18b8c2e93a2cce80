import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aChild, aTable, CHILD_FIELDS, children, strangers } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import { candidates } from './candidates.ts'

const SCHOOL: Field[] = [
  { type: 'category', name: 'school' },
  { type: 'category', name: 'class' },
]

/** Children of one school: the classes as a text of letters, `-` where it is not known. */
function pupils(classes: string, schools = 'a'.repeat(classes.length)): string[][] {
  const text = (letter: string): string => (letter === '-' ? '' : letter)
  return Array.from(classes, (one, i) => [text(schools[i]!), text(one)])
}

function pairs(table: Table, largestBlock = 50): string[] {
  const { left, right } = candidates(table, { largestBlock })
  return Array.from(left, (row, i) => `${row}-${right[i]}`)
}

describe('candidate pairs', () => {
  it('are the pairs that share a block, and no others', () => {
    expect(pairs(aTable(SCHOOL, pupils('xyxz', 'abcb')))).toEqual(['0-2', '1-3'])
  })

  it('are in no block of a key which one of the two lacks', () => {
    expect(pairs(aTable(SCHOOL, pupils('-xx-', '--a-')))).toEqual(['1-2'])
    expect(pairs(children({ given: 'Ella' }, { given: '' }, { given: '' })).length).toBe(3)
    const empty = { given: '', family: '', born: '', postcode: '', address: '' }
    expect(pairs(children(empty, empty, empty))).toEqual([])
  })

  it('hold every pair of a small block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), (size) => {
        const found = pairs(aTable(SCHOOL, pupils('x'.repeat(size), '-'.repeat(size))), size)
        expect(found).toHaveLength((size * (size - 1)) / 2)
      }),
    )
  })

  it('hold each pair once, sorted, the lower row on the left; of two lists, one row of each', () => {
    const letter = fc.constantFrom('a', 'b', 'c', '')
    const rows = fc.array(fc.tuple(letter, letter), { maxLength: 15 })
    fc.assert(
      fc.property(rows, fc.option(rows, { nil: undefined }), fc.integer({ min: 1, max: 6 }), (one, other, largest) => {
        const table = aTable(SCHOOL, one, other?.length ? other : undefined)
        const { left, right, report } = candidates(table, { largestBlock: largest })
        const found = Array.from(left, (row, i) => row * table.rows + right[i]!)
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
        expect(report.pairs).toBe(found.length)
        left.forEach((row, i) => expect(row).toBeLessThan(right[i]!))
        if (!other?.length) return
        left.forEach((row) => expect(row).toBeLessThan(table.leftRows))
        right.forEach((row) => expect(row).toBeGreaterThanOrEqual(table.leftRows))
      }),
    )
  })

  it('always hold two records that are alike in everything, where few others have their postcode', () => {
    const bystanders = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(bystanders, fc.integer({ min: 1, max: 5 }), fc.integer(), (count, largest, seed) => {
        const twice = aChild({ postcode: 'TR21 0PW', given: 'Amelia', family: 'Smith' })
        const found = pairs(aTable(CHILD_FIELDS, [twice, ...strangers(count, 1, seed), twice]), 2 * largest)
        expect(found).toContain(`0-${count + 1}`)
      }),
      { numRuns: 40 },
    )
  })

  it('hold two records with one number, though hardly anybody’s number is known', () => {
    const first = aChild({ case: 'KMC-819708', phone: '020 7946 0018', born: '2001-12-31', postcode: 'TR21 0PW' })
    const other = { family: 'Xu', born: '2007-01-01', postcode: 'ZE1 0AA', address: '1 Quay', phone: '', given: 'Bo' }
    const table = aTable(CHILD_FIELDS, [first, ...strangers(240), aChild({ ...other, case: 'KMC-819708' })])
    expect(pairs(table, 10)).toContain('0-241')
  })
})

describe('blocks that are too large', () => {
  const oneSchool = aTable(SCHOOL, pupils('xxxyy-zz'))

  it('are narrowed by a further key: a pair that agrees on both is still compared', () => {
    expect(pairs(oneSchool, 4)).toEqual(['0-1', '0-2', '1-2', '3-4', '6-7'])
  })

  it('are compared with the nearest rows where no key is left', () => {
    const found = pairs(aTable(SCHOOL, pupils('x'.repeat(30))), 4)
    const partners = new Map<number, number>()
    for (const row of found.flatMap((pair) => pair.split('-').map(Number)))
      partners.set(row, (partners.get(row) ?? 0) + 1)
    expect(partners.size).toBe(30)
    expect(found.length).toBeLessThan((30 * 29) / 2)
  })

  it('are narrowed only by keys of other fields; where there are none, the nearest rows are compared', () => {
    const families: Field[] = [{ type: 'family-name', name: 'family' }]
    const others = strangers(200).map((texts) => [texts[1]!])
    const table = aTable(families, [...others, ...Array.from({ length: 60 }, () => ['Li'])])
    const { left, report } = candidates(table, { largestBlock: 50 })
    expect([...left].filter((row) => row >= 200).length).toBeGreaterThanOrEqual(59)
    expect(report.rules.find(({ rule }) => rule === 'family exact')).toMatchObject({ narrowed: 0, windowed: 1 })
  })

  it('of two lists still bring every row of either list a row of the other', () => {
    const [left, right] = [pupils('x'.repeat(40)), pupils('x'.repeat(90))]
    const found = candidates(aTable(SCHOOL, left, right), { largestBlock: 4 })
    expect(new Set(found.left).size).toBe(40)
    expect(new Set(found.right).size).toBe(90)
    expect(found.left.length).toBeLessThan(40 * 90)
  })

  it('bring a bounded number of pairs when ten thousand records are alike, and leave none out', () => {
    const table = children(...Array.from({ length: 10_000 }, () => ({})))
    const { left, right } = candidates(table, { largestBlock: 50 })
    expect(left.length).toBeLessThanOrEqual(200_000)
    expect(new Set([...left, ...right]).size).toBe(10_000)
  })
})

describe('the report on blocking', () => {
  const table = aTable(SCHOOL, pupils('xxxyy-zzzz', 'aaaaaabbc-'))

  it('counts blocks, rows, pairs and what was narrowed, rule by rule', () => {
    expect(candidates(table, { largestBlock: 4 }).report).toEqual({
      largestBlock: 4,
      pairs: 10,
      rules: expect.arrayContaining([
        { rule: 'school exact', blocks: 2, largest: 6, pairs: 1, narrowed: 1, windowed: 0 },
        { rule: 'school exact + class exact', blocks: 2, largest: 3, pairs: 4, narrowed: 0, windowed: 0 },
        { rule: 'class exact', blocks: 3, largest: 4, pairs: 10, narrowed: 0, windowed: 0 },
      ]),
    })
  })

  it('counts blocks that could not be narrowed', () => {
    const rules = candidates(table, { largestBlock: 2 }).report.rules
    expect(rules.find(({ rule }) => rule === 'class exact')).toMatchObject({ pairs: 1, narrowed: 0, windowed: 2 })
  })

  it('is on the declared rules alone, where there are any', () => {
    const rules = [['school exact', 'class exact']]
    expect(candidates(table, { largestBlock: 4, rules }).report).toEqual({
      largestBlock: 4,
      pairs: 5,
      rules: [{ rule: 'school exact + class exact', blocks: 3, largest: 3, pairs: 5, narrowed: 0, windowed: 0 }],
    })
    expect(() => candidates(table, { largestBlock: 4, rules: [['shoe size']] })).toThrow(/no blocking key "shoe size"/)
  })

  it('allows more rows where more keys agree', () => {
    const rules = candidates(aTable(SCHOOL, pupils('xxxxxx')), { largestBlock: 4 }).report.rules
    expect(rules.find(({ rule }) => rule.includes('+'))).toMatchObject({ largest: 6, pairs: 15, windowed: 0 })
  })
})
